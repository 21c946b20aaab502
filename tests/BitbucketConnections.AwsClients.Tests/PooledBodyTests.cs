using System;
using System.IO;
using System.Linq;
using Amazon.Protocol;

namespace BitbucketConnections.AwsClients.Tests;

public sealed class PooledBodyTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(100_000)]
    public void A_body_is_read_to_its_end_although_the_stream_returns_parts_of_it(int length)
    {
        var bytes = Enumerable.Range(0, length).Select(number => (byte)number).ToArray();
        using var body = new PooledBody(new SlowStream(bytes));
        Assert.Equal(bytes, body.Bytes.ToArray());
    }

    [Fact]
    public void Bodies_that_are_read_at_the_same_time_have_different_arrays()
    {
        using var first = new PooledBody(new MemoryStream([1]));
        using (var second = new PooledBody(new MemoryStream([2])))
        {
            Assert.Equal([1], first.Bytes.ToArray());
            Assert.Equal([2], second.Bytes.ToArray());
        }

        using var third = new PooledBody(new MemoryStream([3]));
        Assert.Equal([1], first.Bytes.ToArray());
    }

    [Fact]
    public void A_body_that_is_disposed_twice_returns_its_array_once()
    {
        var body = new PooledBody(new MemoryStream([1]));
        body.Dispose();
        body.Dispose();
        Assert.True(body.Bytes.IsEmpty);
        using var first = new PooledBody(new MemoryStream([2]));
        using var second = new PooledBody(new MemoryStream([3]));
        Assert.Equal([2], first.Bytes.ToArray());
    }

    private sealed class SlowStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1000));
    }
}
