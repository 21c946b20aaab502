using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace BitbucketConnections.Benchmarks;

/// <summary>
/// Answers like AWS with a number of pipelines and connections, after a fixed time, and refuses calls above a rate with ThrottlingException.
/// Arguments: the number of items, the time of an answer in milliseconds, the calls per second (0 for no limit), and how often the list of connections is
/// read to its end before they are AVAILABLE (default 0). Writes its address as the first line, and ends when its input ends. GET /figures returns the
/// counts since the last GET.
/// </summary>
internal sealed class Program(int items, int delay, int rate, int pendingLists)
{
    private readonly CallCounts _counts = new();
    private readonly CallRate _rate = new(rate);
    private readonly FakePipelines _pipelines = new(items);
    private readonly FakeRole _role = new();
    private readonly FakeConnections _connections = new(items, pendingLists);

    private static Task Main(string[] arguments)
    {
        var numbers = arguments.Select(argument => int.Parse(argument, CultureInfo.InvariantCulture)).ToArray();
        return new Program(numbers[0], numbers[1], numbers[2], numbers.Length > 3 ? numbers[3] : 0).RunAsync();
    }

    private async Task RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/figures", _counts.Take);
        app.MapPost("/", AnswerAsync);
        await app.StartAsync();
        Console.WriteLine(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        _counts.Start();
        try
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync(context.RequestAborted);
            var target = context.Request.Headers["X-Amz-Target"].ToString();
            var operation = target.Length > 0 ? target.Split('.')[^1] : Parameters(body)["Action"].ToString();
            var isThrottled = !_rate.Take();
            _counts.Add(operation, isThrottled);
            var wait = isThrottled ? 1 : delay;
            if (wait > 0)
            {
                await Task.Delay(wait, context.RequestAborted);
            }

            context.Response.Headers["x-amzn-RequestId"] = Guid.NewGuid().ToString();
            var (status, type, text) = isThrottled ? (400, "application/x-amz-json-1.1", """{"__type":"ThrottlingException","message":"Rate exceeded"}""") : Answer(target, operation, body);
            context.Response.StatusCode = status;
            context.Response.ContentType = type;
            await context.Response.WriteAsync(text, context.RequestAborted);
        }
        finally
        {
            _counts.End();
        }
    }

    private static Dictionary<string, StringValues> Parameters(string body) => QueryHelpers.ParseQuery(body);

    private (int Status, string Type, string Text) Answer(string target, string operation, string body)
    {
        if (target.Length == 0)
        {
            return _role.Answer(operation, Parameters(body)) is { } xml ? (200, "text/xml", xml) : (400, "text/xml", $"<ErrorResponse><Error><Code>InvalidAction</Code><Message>{operation}</Message></Error></ErrorResponse>");
        }

        var request = JsonNode.Parse(body)!;
        var answer = target.StartsWith("CodePipeline_", StringComparison.Ordinal)
            ? _pipelines.Answer(operation, request)
            : _connections.Answer(operation, request, target.Contains("CodeConnections_", StringComparison.Ordinal));
        return answer is not null
            ? (200, "application/x-amz-json-1.1", answer)
            : (400, "application/x-amz-json-1.1", new JsonObject { ["__type"] = "UnknownOperationException", ["message"] = operation }.ToJsonString());
    }
}
