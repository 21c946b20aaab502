using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Threading.Tasks;
using BitbucketConnections.Architecture.Tests.Samples.Used;

namespace BitbucketConnections.Architecture.Tests.Samples;

/// <summary>Each class refers to a used type in one way.</summary>
internal static class Ways
{
    internal sealed class Base : UsedClass;

    internal sealed class Interface : IUsed;

    internal sealed class BaseArgument : List<UsedClass>;

    internal sealed class Constraint<T>
        where T : UsedClass;

    [Used]
    internal sealed class Attribute;

    [TypeConverter(typeof(UsedClass))]
    internal sealed class AttributeArgument;

    internal abstract class Field
    {
#pragma warning disable CS0649 // Only its type counts.
        public UsedClass? Value;
#pragma warning restore CS0649
    }

    internal abstract class Property
    {
        public abstract UsedClass Value { get; }
    }

    internal abstract class Event
    {
        public abstract event UsedHandler Happened;
    }

    internal abstract class Parameter
    {
        public abstract void Take(UsedClass value);
    }

    internal abstract class ReturnValue
    {
        public abstract UsedClass Give();
    }

    internal abstract class ParameterAttribute
    {
        public abstract void Take([Used] int value);
    }

    internal abstract class ArrayOfArguments
    {
        public abstract Dictionary<string, UsedClass[]> Give();
    }

    internal sealed class Creation
    {
        public object Give() => new UsedClass();
    }

    internal sealed class Call
    {
        public void Do() => UsedClass.Do();
    }

    internal sealed class FieldAccess
    {
        public int Give() => UsedClass.Number;
    }

    internal sealed class Cast
    {
        public bool Is(object value) => value is UsedClass;
    }

    internal sealed class TypeOf
    {
        public Type Give() => typeof(UsedClass);
    }

    internal sealed class MethodArgument
    {
        public object Give() => Array.Empty<UsedClass>();
    }

    internal sealed class Catch
    {
        public void Do(Action act)
        {
            try
            {
                act();
            }
            catch (UsedException)
            {
                act();
            }
        }
    }

    internal sealed class Lambda
    {
        public Func<object> Give() => () => new UsedClass();
    }

    internal sealed class Asynchronous
    {
        public async Task<object> GiveAsync()
        {
            await Task.Yield();
            return new UsedClass();
        }
    }

    internal sealed class Iterator
    {
        public IEnumerable<object> Give()
        {
            yield return new UsedClass();
        }
    }

    internal sealed class Nested
    {
        internal sealed class Inner
        {
            internal sealed class Innermost : UsedClass;
        }
    }
}
