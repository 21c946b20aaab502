using System.Linq;
using System.Reflection;
using Amazon.CodePipeline;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace BitbucketConnections.AwsClients.Tests;

/// <summary>The handlers of a call. A handler that does nothing costs time in every call, so each one that the SDK adds is a decision.</summary>
public sealed class PipelineHandlerTests
{
    [Fact]
    public void A_call_passes_only_handlers_that_do_something()
    {
        using var client = new AmazonCodePipelineClient(new BasicAWSCredentials("AKID", "s"), new AmazonCodePipelineConfig { ServiceURL = "http://127.0.0.1:1" });
        var pipeline = (RuntimePipeline)typeof(AmazonServiceClient).GetProperty("RuntimePipeline", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(client)!;

        Assert.Equal(
            ["Marshaller", "SigV4AuthResolver", "EndpointResolver", "RetryHandler", "ChecksumHandler", "Signer", "ErrorHandler", "Unmarshaller", "HttpHandler"],
            pipeline.Handlers.Select(handler => handler.GetType().Name.Split('`')[0]));
    }
}
