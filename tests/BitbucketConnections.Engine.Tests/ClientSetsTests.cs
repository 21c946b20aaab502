using System;
using Amazon.Runtime;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Calling.Rates;
using BitbucketConnections.Engine.Clients;
using BitbucketConnections.Engine.Configuration;
using BitbucketConnections.Engine.Credentials;

namespace BitbucketConnections.Engine.Tests;

public sealed class ClientSetsTests
{
    private readonly FakeClock _clock = new();
    private readonly ClientSets _sets;

    public ClientSetsTests() => _sets = new ClientSets(
        key => new ClientSet(() => new FoundCredentials(new BasicAWSCredentials("AKID", "s"), "a test"), key.Settings, CallLimits.Default, new CallRates(_clock)), _clock);

    [Fact]
    public void Equal_settings_share_their_clients()
    {
        Assert.Same(_sets.Get(Key("us-east-1")), _sets.Get(Key("us-east-1")));
        Assert.Same(_sets.Get(Key("us-east-1")).CodePipeline("us-east-1"), _sets.Get(Key("us-east-1")).CodePipeline("us-east-1"));
        Assert.NotSame(_sets.Get(Key("us-east-1")), _sets.Get(Key("eu-west-1")));
        Assert.NotSame(_sets.Get(Key("us-east-1")), _sets.Get(Key("us-east-1") with { Files = new ProfileTimes(1, 2) }));
    }

    [Fact]
    public void Clients_that_are_not_used_for_the_limit_are_dropped_and_others_kept()
    {
        var idle = _sets.Get(Key("us-east-1"));
        var used = _sets.Get(Key("eu-west-1"));
        _clock.Advance(ClientSets.IdleLimit - TimeSpan.FromSeconds(1));
        _sets.DropIdle();
        Assert.Equal(2, _sets.Count);

        _ = _sets.Get(Key("eu-west-1"));
        _clock.Advance(TimeSpan.FromSeconds(1));
        _sets.DropIdle();

        Assert.Equal(1, _sets.Count);
        Assert.Same(used, _sets.Get(Key("eu-west-1")));
        Assert.NotSame(idle, _sets.Get(Key("us-east-1")));
    }

    private static ClientKey Key(string region) => new(new SessionSettings { Region = region }, "environment", new ProfileTimes(1, 1));
}
