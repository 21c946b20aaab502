using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Management.Automation;
using BitbucketConnections.Completion;

namespace BitbucketConnections.Tests;

[Collection("shell")]
public sealed class CompletionTests : IDisposable
{
    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Names_are_offered_and_quoted_where_they_need_it()
    {
        _shell.Engine.Connections.AddRange([FakeEngine.Connection("web"), FakeEngine.Connection("web's own"), FakeEngine.Connection("api")]);

        Assert.Equal(["web", "'web''s own'"], Complete(new ConnectionNameCompleter(), "W"));
        Assert.Equal(["'web''s own'"], Complete(new ConnectionNameCompleter(), "'web's"));
        Assert.Equal(3, Complete(new ConnectionArnCompleter(), "arn:").Count);
    }

    [Fact]
    public void Pipelines_are_offered()
    {
        _shell.Engine.Pipelines.Add(FakeEngine.Pipeline("demo", "x"));
        Assert.Equal(["demo"], Complete(new PipelineNameCompleter(), string.Empty));
    }

    [Fact]
    public void A_failure_offers_nothing_and_a_slow_answer_is_not_waited_for()
    {
        _shell.Engine.Failures["ListConnections"] = new ServiceException(ServiceErrorKind.Service, "no");
        Assert.Empty(Complete(new ConnectionNameCompleter(), string.Empty));

        _shell.Engine.Hanging.Add("ListPipelines");
        var watch = Stopwatch.StartNew();
        Assert.Empty(Complete(new PipelineNameCompleter(), string.Empty));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), watch.Elapsed.ToString());

        _shell.Engine.Failures["Open"] = new ServiceException(ServiceErrorKind.RegionNotFound, "no");
        Assert.Empty(Complete(new PipelineNameCompleter(), string.Empty));
    }

    private static List<string> Complete(IArgumentCompleter completer, string word) =>
        completer.CompleteArgument("x", "y", word, null!, new Dictionary<string, object>()).Select(r => r.CompletionText).ToList();
}
