using System;

namespace BitbucketConnections.Architecture.Tests.Samples.Used;

/// <summary>What the samples refer to.</summary>
internal class UsedClass
{
    public static readonly int Number = Environment.ProcessorCount;

    public static void Do()
    {
    }
}

internal interface IUsed;

internal delegate void UsedHandler();

internal sealed class UsedException : Exception;

[AttributeUsage(AttributeTargets.All)]
internal sealed class UsedAttribute : Attribute;
