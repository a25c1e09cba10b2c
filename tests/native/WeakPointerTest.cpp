// SPDX-License-Identifier: MIT
// Invariant 7: what is destroyed is handed to nobody.
#include "TestGame.h"

using namespace NativeTest;

TEST(WeakPointer_IsNullAsSoonAsItsObjectIsGarbage)
{
	FTestGame Test;
	Test.Level("Main", {Placed("A", {"C"})}).Start();
	ARecorderActor& Actor = Test.Find("A");
	const TWeakObjectPtr<ARecorderActor> Weak(&Actor);
	EXPECT_TRUE(Weak.IsValid());
	// Still valid in its own end, and not afterwards.
	Test.Events().Once("A.EndPlay[post]", [&Weak]() { EXPECT_TRUE(Weak.IsValid()); });
	Test.Events().Once("A.Destroyed[post]", [&Weak]() { EXPECT_TRUE(Weak.IsValid()); });
	Test.Events().Once("C.OnComponentDestroyed(true)", [&Weak]() { EXPECT_FALSE(Weak.IsValid()); });

	Actor.Destroy();

	EXPECT_FALSE(Weak.IsValid());
	EXPECT_TRUE(Weak.IsStale());
	EXPECT_TRUE(TWeakObjectPtr<ARecorderActor>(&Actor).Get() == nullptr);
}

TEST(WeakPointer_ToNothingIsNotStale)
{
	const TWeakObjectPtr<ARecorderActor> None;
	const TWeakObjectPtr<ARecorderActor> Null(nullptr);

	EXPECT_FALSE(None.IsValid());
	EXPECT_FALSE(None.IsStale());
	EXPECT_FALSE(Null.IsStale());
	EXPECT_TRUE(None == Null);
}

TEST(WeakPointer_ComparesByObject)
{
	FTestGame Test;
	Test.Level("Main", {Placed("A"), Placed("B")}).Start();
	TWeakObjectPtr<ARecorderActor> A(&Test.Find("A"));
	const TWeakObjectPtr<ARecorderActor> AlsoA(&Test.Find("A"));
	const TWeakObjectPtr<ARecorderActor> B(&Test.Find("B"));

	EXPECT_TRUE(A == AlsoA);
	EXPECT_FALSE(A == B);
	A.Reset();
	EXPECT_TRUE(A == TWeakObjectPtr<ARecorderActor>());
}

TEST(WeakPointer_ToAnOldObjectIsNotThatToTheNewOneInItsPlace)
{
	FTestGame Test;
	Test.Level("Main", {Placed("A", {})}).Start();
	TArray<TWeakObjectPtr<ARecorderActor>> Old;
	for (int32 Time = 0; Time < 100; ++Time)
	{
		ARecorderActor* Actor = Test.Spawn("N");
		Old.Add(TWeakObjectPtr<ARecorderActor>(Actor));
		EXPECT_TRUE(Old.Last().Get() == Actor);
		Actor->Destroy();
		Test.Tick();
	}

	for (const TWeakObjectPtr<ARecorderActor>& Weak : Old)
	{
		EXPECT_TRUE(Weak.Get() == nullptr);
	}
}

TEST(WeakPointer_InConstructorsToo)
{
	FTestGame Test;
	Test.Start();
	TWeakObjectPtr<ARecorderActor> Weak;
	Test.Events().OnMakeActor = [&Weak](ARecorderActor& Actor)
	{ Weak = TWeakObjectPtr<ARecorderActor>(&Actor); };

	const ARecorderActor* Actor = Test.Spawn("A");

	EXPECT_TRUE(Weak.Get() == Actor);
}

TEST(Delegate_HandlersOfDestroyedObjectsAreSkipped)
{
	FTestGame Test;
	Test.Level("Main", {Placed("A", {"C"}), Placed("B", {"D"})}).Start();
	ARecorderActor& A = Test.Find("A");
	ARecorderActor& B = Test.Find("B");
	TMulticastDelegate<void(AActor*)> Delegate;
	int32 Calls = 0;
	Delegate.AddWeakLambda(&A,
		[&](AActor*)
		{
			++Calls;
			B.Destroy();
		});
	Delegate.AddWeakLambda(&B, [&Calls](AActor*) { ++Calls; });

	Delegate.Broadcast(nullptr);
	EXPECT_EQ(Calls, 1);
	A.Destroy();
	Delegate.Broadcast(nullptr);
	EXPECT_EQ(Calls, 1);
	// A single one does nothing either.
	const auto Single = TDelegate<void()>::CreateUObject(&A, &ARecorderActor::K2_DestroyActor);
	Single.Execute();
}

TEST(Delegate_RemovedDuringABroadcastIsNotCalledAndAddedWaits)
{
	TMulticastDelegate<void()> Delegate;
	FEvents Calls;
	FDelegateHandle Second;
	Delegate.AddLambda(
		[&]()
		{
			Calls.push_back("first");
			Delegate.Remove(Second);
			Delegate.AddLambda([&Calls]() { Calls.push_back("added"); });
		});
	Second = Delegate.AddLambda([&Calls]() { Calls.push_back("second"); });

	Delegate.Broadcast();
	EXPECT_EQ(Calls, (FEvents{"first"}));
	Delegate.Broadcast();
	EXPECT_EQ(Calls, (FEvents{"first", "first", "added"}));
}

TEST(Delegate_ABroadcastInsideABroadcast)
{
	TMulticastDelegate<void(int32)> Delegate;
	FEvents Calls;
	FDelegateHandle Self;
	Self = Delegate.AddLambda(
		[&](int32 Depth)
		{
			Calls.push_back("self " + std::to_string(Depth));
			if (Depth < 2)
			{
				Delegate.Broadcast(Depth + 1);
			}
			Delegate.Remove(Self);
		});
	Delegate.AddLambda([&](int32 Depth) { Calls.push_back("other " + std::to_string(Depth)); });

	Delegate.Broadcast(0);
	Delegate.Broadcast(7);

	EXPECT_EQ(
		Calls, (FEvents{"self 0", "self 1", "self 2", "other 2", "other 1", "other 0", "other 7"}));
}
