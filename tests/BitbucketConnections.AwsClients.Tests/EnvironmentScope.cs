using System;
using System.Collections.Generic;

namespace BitbucketConnections.AwsClients.Tests;

/// <summary>Sets environment variables of the process and restores them. Tests that use it are in one collection, so that they do not run at the same time.</summary>
internal sealed class EnvironmentScope : IDisposable
{
    private readonly Dictionary<string, string?> _before = [];

    public EnvironmentScope(params (string Name, string? Value)[] variables)
    {
        // Another test at the same time would lose its variables.
        Assert.Equal(nameof(EnvironmentScope), TestContext.Current.TestCollection?.TestCollectionDisplayName);
        foreach (var (name, value) in variables)
        {
            _before[name] = Environment.GetEnvironmentVariable(name);
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    public void Dispose()
    {
        foreach (var variable in _before)
        {
            Environment.SetEnvironmentVariable(variable.Key, variable.Value);
        }
    }
}
