using System.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.Protocol;

/// <summary>
/// Removes the handlers of the SDK's pipeline that do nothing for these clients. Each handler is an asynchronous method, with its own allocations in every
/// call, and .NET compiles code for it in the first call.
/// </summary>
internal static class UnusedHandlers
{
    /// <summary>Removes the handlers for the events of a client, for the compression of requests, for endpoint discovery, and for the SDK's own metrics.</summary>
    public static void Remove(RuntimePipeline pipeline)
    {
        Remove<MetricsHandler>(pipeline);
        Remove<ErrorCallbackHandler>(pipeline);
        Remove<CallbackHandler>(pipeline);
        Remove<CompressionHandler>(pipeline);
        Remove<EndpointDiscoveryHandler>(pipeline);
    }

    private static void Remove<T>(RuntimePipeline pipeline)
        where T : IPipelineHandler
    {
        while (pipeline.Handlers.Any(handler => handler.GetType() == typeof(T)))
        {
            pipeline.RemoveHandler<T>();
        }
    }
}
