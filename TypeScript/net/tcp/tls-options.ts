// SPDX-License-Identifier: MIT
import { wrongArgument } from '../argument-checks';

/** How the server of a TLS connection is known. Its certificate is always checked. */
export interface TlsOptions {
  /** Certificates (PEM) to trust in the place of the well-known ones, such as a self-signed one of one's own. */
  readonly ca?: string | readonly string[];
  /** Name that the server's certificate must have. Default: the host that is connected to. */
  readonly servername?: string;
}

/** @throws {NetError} `ARGUMENT` */
export function expectTls(options: TlsOptions): TlsOptions {
  const { ca, servername } = options;
  const certificates = ca === undefined ? [] : typeof ca === 'string' ? [ca] : ca;
  for (const certificate of certificates) {
    if (!certificate.includes('-----BEGIN CERTIFICATE-----')) {
      throw wrongArgument('tls.ca', 'certificates in PEM form', certificate);
    }
  }
  if (servername !== undefined && !/^[\w.-]+$/.test(servername)) {
    throw wrongArgument('tls.servername', 'a host name', servername);
  }
  return options;
}

/** In the form that Node's `tls.connect` takes. */
export function tlsOptions(
  { ca, servername }: TlsOptions,
  host: string,
): { ca?: string[]; servername?: string } {
  // An address is no name that a server could be asked for; Node checks the certificate against it all the same.
  const name = servername ?? (/^[\d.]+$|:/.test(host) ? undefined : host);
  return {
    ...(ca === undefined ? {} : { ca: typeof ca === 'string' ? [ca] : [...ca] }),
    ...(name === undefined ? {} : { servername: name }),
  };
}
