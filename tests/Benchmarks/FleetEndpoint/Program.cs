using System;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BitbucketConnections.Benchmarks;

/// <summary>
/// Answers like CodePipeline with a number of pipelines, after a fixed time, and refuses calls above a rate with ThrottlingException.
/// Arguments: the number of pipelines, the time of an answer in milliseconds, and the calls per second, 0 for no limit. Writes its address as the
/// first line, and ends when its input ends. GET /figures returns the counts since the last GET.
/// </summary>
internal static class Program
{
    private const int PageSize = 100;
    private static readonly Lock s_rate = new();
    private static double s_tokens;
    private static long s_refilled;
    private static int s_calls;
    private static int s_throttled;
    private static int s_running;
    private static int s_most;

    private static async Task Main(string[] arguments)
    {
        var numbers = arguments.Select(argument => int.Parse(argument, CultureInfo.InvariantCulture)).ToArray();
        var (pipelines, delay, rate) = (numbers[0], numbers[1], numbers[2]);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/figures", () => new JsonObject
        {
            ["calls"] = Interlocked.Exchange(ref s_calls, 0), ["throttled"] = Interlocked.Exchange(ref s_throttled, 0), ["mostAtOnce"] = Interlocked.Exchange(ref s_most, 0),
        }.ToJsonString());
        app.MapPost("/", context => AnswerAsync(context, pipelines, delay, rate));
        await app.StartAsync();
        Console.WriteLine(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
    }

    private static async Task AnswerAsync(HttpContext context, int pipelines, int delay, int rate)
    {
        Interlocked.Increment(ref s_calls);
        var now = Interlocked.Increment(ref s_running);
        for (var seen = Volatile.Read(ref s_most); now > seen; seen = Volatile.Read(ref s_most))
        {
            Interlocked.CompareExchange(ref s_most, now, seen);
        }

        try
        {
            using var request = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
            var isThrottled = rate > 0 && !Take(rate);
            await Task.Delay(isThrottled ? 1 : delay, context.RequestAborted);
            context.Response.ContentType = "application/x-amz-json-1.1";
            context.Response.Headers["x-amzn-RequestId"] = Guid.NewGuid().ToString();
            if (isThrottled)
            {
                Interlocked.Increment(ref s_throttled);
                context.Response.StatusCode = 400;
                await context.Response.WriteAsync("""{"__type":"ThrottlingException","message":"Rate exceeded"}""", context.RequestAborted);
                return;
            }

            var operation = context.Request.Headers["X-Amz-Target"].ToString().Split('.')[^1];
            await context.Response.WriteAsync(
                operation switch
                {
                    "ListPipelines" => List(pipelines, Text(request, "nextToken")),
                    "GetPipeline" => Get(Text(request, "name")!),
                    _ => "{}",
                },
                context.RequestAborted);
        }
        finally
        {
            Interlocked.Decrement(ref s_running);
        }
    }

    // A bucket of one second of calls.
    private static bool Take(int rate)
    {
        lock (s_rate)
        {
            var now = Environment.TickCount64;
            s_tokens = s_refilled == 0 ? rate : Math.Min(rate, s_tokens + ((now - s_refilled) * rate / 1000.0));
            s_refilled = now;
            if (s_tokens < 1)
            {
                return false;
            }

            s_tokens--;
            return true;
        }
    }

    private static string List(int pipelines, string? token)
    {
        var start = token is null ? 0 : int.Parse(token, CultureInfo.InvariantCulture);
        var end = Math.Min(start + PageSize, pipelines);
        var page = new JsonObject
        {
            ["pipelines"] = new JsonArray([.. Enumerable.Range(start, end - start).Select(number => new JsonObject { ["name"] = $"p{number:D5}", ["version"] = 1, ["pipelineType"] = "V2" })]),
        };
        if (end < pipelines)
        {
            page["nextToken"] = end.ToString(CultureInfo.InvariantCulture);
        }

        return page.ToJsonString();
    }

    private static string Get(string name) => $$$"""
        {"pipeline":{"name":"{{{name}}}","roleArn":"arn:aws:iam::123456789012:role/r","artifactStore":{"type":"S3","location":"my-artifacts"},"version":1,"executionMode":"SUPERSEDED","pipelineType":"V2",
        "stages":[{"name":"Source","actions":[{"name":"Source","actionTypeId":{"category":"Source","owner":"AWS","provider":"CodeStarSourceConnection","version":"1"},"runOrder":1,
        "configuration":{"ConnectionArn":"arn:aws:codestar-connections:us-east-1:123456789012:connection/aEXAMPLE-8aad-4d5d-8878-dfcab0bc441f","FullRepositoryId":"ws/repo","BranchName":"main","OutputArtifactFormat":"CODE_ZIP","DetectChanges":"true"},
        "outputArtifacts":[{"name":"SourceArtifact"}],"inputArtifacts":[],"namespace":"SourceVariables"}]},
        {"name":"Build","actions":[{"name":"Build","actionTypeId":{"category":"Build","owner":"AWS","provider":"CodeBuild","version":"1"},"runOrder":1,"configuration":{"ProjectName":"my-build"},
        "outputArtifacts":[{"name":"BuildArtifact"}],"inputArtifacts":[{"name":"SourceArtifact"}],"namespace":"BuildVariables"}]}]},
        "metadata":{"pipelineArn":"arn:aws:codepipeline:us-east-1:123456789012:{{{name}}}","created":1700000000.0,"updated":1700000000.0}}
        """;

    private static string? Text(JsonDocument request, string member) => request.RootElement.TryGetProperty(member, out var value) ? value.GetString() : null;
}
