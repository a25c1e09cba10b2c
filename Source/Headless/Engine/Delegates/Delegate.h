// SPDX-License-Identifier: MIT
#pragma once

#include "Containers/Array.h"
#include "Templates/Function.h"
#include "Templates/UniquePtr.h"
#include "UObject/WeakObjectPtr.h"

/** Names one binding of a multicast delegate. */
class FDelegateHandle
{
public:
	bool IsValid() const
	{
		return Number != 0;
	}
	void Reset()
	{
		Number = 0;
	}
	static FDelegateHandle Next()
	{
		static uint64 Last = 0;
		FDelegateHandle Handle;
		Handle.Number = ++Last;
		return Handle;
	}
	friend bool operator==(FDelegateHandle A, FDelegateHandle B)
	{
		return A.Number == B.Number;
	}

private:
	uint64 Number = 0;
};

namespace Headless
{
struct FScriptValue;
template <typename T>
FScriptValue ToScriptValue(const T& Value);

/** A pointer to a method of a class, inherited ones too: a nested name, so that the class is not
 * deduced from it. */
template <typename ObjectType, typename Signature>
struct TMethod;

template <typename ObjectType, typename ReturnType, typename... ArgumentTypes>
struct TMethod<ObjectType, ReturnType(ArgumentTypes...)>
{
	using Type = ReturnType (ObjectType::*)(ArgumentTypes...);
};
}

template <typename Signature>
class TDelegate;

template <typename ReturnType, typename... ArgumentTypes>
class TDelegate<ReturnType(ArgumentTypes...)>
{
public:
	bool IsBound() const
	{
		return static_cast<bool>(Function);
	}
	ReturnType Execute(ArgumentTypes... Arguments) const
	{
		return Function(Arguments...);
	}
	void Unbind()
	{
		Function = nullptr;
	}
	static TDelegate CreateStatic(ReturnType (*InFunction)(ArgumentTypes...))
	{
		return CreateLambda(InFunction);
	}

	template <typename FunctorType>
	static TDelegate CreateLambda(FunctorType Functor)
	{
		TDelegate Result;
		Result.Function = Functor;
		return Result;
	}
	template <typename ObjectType>
	static TDelegate CreateUObject(ObjectType* Object,
		typename Headless::TMethod<ObjectType, ReturnType(ArgumentTypes...)>::Type Method)
	{
		return CreateLambda(
			[Weak = TWeakObjectPtr<ObjectType>(Object), Method](
				ArgumentTypes... Arguments) -> ReturnType
			{
				ObjectType* Live = Weak.Get();
				return Live != nullptr ? (Live->*Method)(Arguments...) : ReturnType();
			});
	}
	template <typename ObjectType>
	static TDelegate CreateRaw(ObjectType* Object,
		typename Headless::TMethod<ObjectType, ReturnType(ArgumentTypes...)>::Type Method)
	{
		return CreateLambda([Object, Method](ArgumentTypes... Arguments) -> ReturnType
			{ return (Object->*Method)(Arguments...); });
	}

private:
	TFunction<ReturnType(ArgumentTypes...)> Function;
};

template <typename Signature>
class TMulticastDelegate;

/** A native multicast delegate. A handler removed during a broadcast is not called, one added waits
 * for the next. */
template <typename... ArgumentTypes>
class TMulticastDelegate<void(ArgumentTypes...)>
{
public:
	using FDelegate = TDelegate<void(ArgumentTypes...)>;

	template <typename FunctorType>
	FDelegateHandle AddLambda(FunctorType Functor)
	{
		return AddBinding(FWeakObjectPtr(), false, nullptr, Functor);
	}
	template <typename ObjectType, typename FunctorType>
	FDelegateHandle AddWeakLambda(ObjectType* Object, FunctorType Functor)
	{
		return AddBinding(FWeakObjectPtr(Object), true, Object, Functor);
	}
	template <typename ObjectType>
	FDelegateHandle AddUObject(ObjectType* Object,
		typename Headless::TMethod<ObjectType, void(ArgumentTypes...)>::Type Method)
	{
		return AddBinding(FWeakObjectPtr(Object), true, Object,
			[Object, Method](ArgumentTypes... Arguments) { (Object->*Method)(Arguments...); });
	}
	template <typename ObjectType>
	FDelegateHandle AddRaw(ObjectType* Object,
		typename Headless::TMethod<ObjectType, void(ArgumentTypes...)>::Type Method)
	{
		return AddBinding(FWeakObjectPtr(), false, Object,
			[Object, Method](ArgumentTypes... Arguments) { (Object->*Method)(Arguments...); });
	}
	FDelegateHandle AddStatic(void (*Function)(ArgumentTypes...))
	{
		return AddBinding(FWeakObjectPtr(), false, nullptr, Function);
	}

	bool Remove(FDelegateHandle Handle)
	{
		return RemoveIf([Handle](const FBinding& Binding) { return Binding.Handle == Handle; });
	}
	bool RemoveAll(const void* Owner)
	{
		return RemoveIf([Owner](const FBinding& Binding) { return Binding.Owner == Owner; });
	}
	void Clear()
	{
		RemoveIf([](const FBinding&) { return true; });
	}
	bool IsBoundToObject(const void* Owner) const
	{
		return Bindings.FindByPredicate([Owner](const FBinding& Binding)
				   { return Binding.Handle.IsValid() && Binding.Owner == Owner; }) != nullptr;
	}
	bool IsBound() const
	{
		return Bindings.FindByPredicate(
				   [](const FBinding& Binding) { return Binding.Handle.IsValid(); }) != nullptr;
	}

	void Broadcast(ArgumentTypes... Arguments)
	{
		++Depth;
		const int32 Before = Bindings.Num();
		for (int32 Index = 0; Index < Before; ++Index)
		{
			if (!Bindings[Index].Handle.IsValid())
			{
				continue;
			}
			if (Bindings[Index].bWeak && !Bindings[Index].Weak.IsValid())
			{
				continue;
			}
			// A copy: the handler may add others, and so move the array.
			const TFunction<void(ArgumentTypes...)> Handler = Bindings[Index].Handler;
			Handler(Arguments...);
		}
		if (--Depth == 0)
		{
			Bindings.RemoveAll([](const FBinding& Binding) { return !Binding.Handle.IsValid(); });
		}
	}

private:
	struct FBinding
	{
		FDelegateHandle Handle;
		FWeakObjectPtr Weak;
		bool bWeak = false;
		const void* Owner = nullptr;
		TFunction<void(ArgumentTypes...)> Handler;
	};

	FDelegateHandle AddBinding(FWeakObjectPtr Weak, bool bWeak, const void* Owner,
		TFunction<void(ArgumentTypes...)> Handler)
	{
		FBinding Binding;
		Binding.Handle = FDelegateHandle::Next();
		Binding.Weak = Weak;
		Binding.bWeak = bWeak;
		Binding.Owner = Owner;
		Binding.Handler = MoveTemp(Handler);
		Bindings.Add(Binding);
		return Binding.Handle;
	}

	template <typename PredicateType>
	bool RemoveIf(PredicateType Predicate)
	{
		bool bFound = false;
		for (FBinding& Binding : Bindings)
		{
			if (Binding.Handle.IsValid() && Predicate(Binding))
			{
				Binding.Handle.Reset();
				bFound = true;
			}
		}
		if (Depth == 0)
		{
			Bindings.RemoveAll([](const FBinding& Binding) { return !Binding.Handle.IsValid(); });
		}
		return bFound;
	}

	TArray<FBinding> Bindings;
	int32 Depth = 0;
};

/** A dynamic multicast delegate: bound to methods of UObjects. Costs a pointer until somebody
 * binds, as the engine's sparse ones do. */
template <typename... ArgumentTypes>
class TDynamicMulticastDelegate
{
public:
	template <typename ObjectType>
	void AddDynamicMethod(ObjectType* Object,
		typename Headless::TMethod<ObjectType, void(ArgumentTypes...)>::Type Method)
	{
		if (!Native)
		{
			Native = MakeUnique<TMulticastDelegate<void(ArgumentTypes...)>>();
		}
		Native->AddUObject(Object, Method);
	}
	/** Only if the object is not bound yet; headless with whichever method. */
	template <typename ObjectType>
	void AddUniqueDynamicMethod(ObjectType* Object,
		typename Headless::TMethod<ObjectType, void(ArgumentTypes...)>::Type Method)
	{
		if (!Native || !Native->IsBoundToObject(Object))
		{
			AddDynamicMethod(Object, Method);
		}
	}
	template <typename ObjectType>
	void RemoveDynamicMethod(
		ObjectType* Object, typename Headless::TMethod<ObjectType, void(ArgumentTypes...)>::Type)
	{
		RemoveAll(Object);
	}
	//~ Headless
	/** For the object that a language of scripts binds in the place of a function. */
	template <typename HandlerType>
	void AddProxy(UObject* Proxy, HandlerType Handler)
	{
		if (!Native)
		{
			Native = MakeUnique<TMulticastDelegate<void(ArgumentTypes...)>>();
		}
		Native->AddWeakLambda(Proxy, [Handler](ArgumentTypes... Arguments)
			{ Handler({Headless::ToScriptValue<std::decay_t<ArgumentTypes>>(Arguments)...}); });
	}
	void RemoveAll(const void* Object)
	{
		if (Native)
		{
			Native->RemoveAll(Object);
		}
	}
	void Clear()
	{
		if (Native)
		{
			Native->Clear();
		}
	}
	bool IsBound() const
	{
		return Native && Native->IsBound();
	}
	void Broadcast(ArgumentTypes... Arguments)
	{
		if (Native)
		{
			Native->Broadcast(Arguments...);
		}
	}

private:
	TUniquePtr<TMulticastDelegate<void(ArgumentTypes...)>> Native;
};

#define AddDynamic(Object, Method) AddDynamicMethod(Object, Method)
#define RemoveDynamic(Object, Method) RemoveDynamicMethod(Object, Method)
#define AddUniqueDynamic(Object, Method) AddUniqueDynamicMethod(Object, Method)

using FSimpleDelegate = TDelegate<void()>;
using FSimpleMulticastDelegate = TMulticastDelegate<void()>;

#define DECLARE_DELEGATE(Name) using Name = TDelegate<void()>
#define DECLARE_DELEGATE_TwoParams(Name, Type1, Type2) using Name = TDelegate<void(Type1, Type2)>
#define DECLARE_DELEGATE_OneParam(Name, A) using Name = TDelegate<void(A)>
#define DECLARE_DELEGATE_RetVal_OneParam(Return, Name, A) using Name = TDelegate<Return(A)>
#define DECLARE_MULTICAST_DELEGATE(Name) using Name = TMulticastDelegate<void()>
#define DECLARE_MULTICAST_DELEGATE_OneParam(Name, A) using Name = TMulticastDelegate<void(A)>
#define DECLARE_MULTICAST_DELEGATE_TwoParams(Name, A, B) using Name = TMulticastDelegate<void(A, B)>
#define DECLARE_MULTICAST_DELEGATE_ThreeParams(Name, A, B, C)                                      \
	using Name = TMulticastDelegate<void(A, B, C)>
#define DECLARE_DYNAMIC_MULTICAST_DELEGATE(Name) using Name = TDynamicMulticastDelegate<>
#define DECLARE_DYNAMIC_MULTICAST_DELEGATE_OneParam(Name, A, NameA)                                \
	using Name = TDynamicMulticastDelegate<A>
#define DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(Name, A, NameA, B, NameB)                     \
	using Name = TDynamicMulticastDelegate<A, B>
#define DECLARE_DYNAMIC_MULTICAST_DELEGATE_ThreeParams(Name, A, NameA, B, NameB, C, NameC)         \
	using Name = TDynamicMulticastDelegate<A, B, C>
