using System;

namespace BitbucketConnections.Tests;

/// <summary>The editor of the fake.</summary>
internal sealed partial class FakeSession
{
    public IPipelineEditor Editor => throw new NotSupportedException();
}
