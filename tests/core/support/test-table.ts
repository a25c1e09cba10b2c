// SPDX-License-Identifier: MIT
// The twin of the plugin's C++ is part of the test kit.
export * from '../../../TypeScript/testing/test-table';
