using System;

namespace BitbucketConnections.Tests;

/// <summary>The exporter of the fake.</summary>
internal sealed partial class FakeSession
{
    public IPipelineExporter Exporter => throw new NotSupportedException();
}
