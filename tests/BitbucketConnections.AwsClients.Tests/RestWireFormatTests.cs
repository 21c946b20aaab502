using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Amazon.CodeGuruReviewer;
using Amazon.CodeGuruReviewer.Model;
using Amazon.Runtime;

namespace BitbucketConnections.AwsClients.Tests;

/// <summary>Tests the REST client: its members are in the path, the query string or the body, as the model says.</summary>
public sealed class RestWireFormatTests
{
    private const string Service = "codeguru-reviewer";
    private const string Arn = "arn:aws:codeguru-reviewer:eu-west-1:123456789012:association:11111111-2222-3333-4444-555555555555";
    private static readonly ServiceModel s_model = ServiceModel.Load(Service);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<string>> Operations() =>
        from method in typeof(AmazonCodeGuruReviewerClient).GetMethods()
        where method.DeclaringType == typeof(AmazonCodeGuruReviewerClient) && method.Name.EndsWith("Async", StringComparison.Ordinal)
        select new TheoryDataRow<string>(method.Name[..^5]);

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task A_full_request_has_each_member_where_the_model_says(string operation)
    {
        using var server = new LoopbackServer("{}");
        await CallAsync(operation, server);

        var http = s_model.Operation(operation)["http"]!;
        var members = s_model.Input(operation)!["members"]!.AsObject();
        var inQuery = Names(members, "querystring");
        var inBody = members.Where(m => m.Value!["location"] is null).Select(m => m.Key).Order(StringComparer.Ordinal).ToList();
        var url = new Uri("http://localhost" + server.Last.RawUrl);

        Assert.Equal((string)http["method"]!, server.Last.Method);
        Assert.Equal(Names(members, "uri").Aggregate((string)http["requestUri"]!, (path, label) => path.Replace("{" + label + "}", "text", StringComparison.Ordinal)), url.AbsolutePath);
        Assert.Equal(inQuery, url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=')[0]).Order(StringComparer.Ordinal));
        Assert.Equal(inBody, server.Last.Body.Length == 0 ? [] : JsonNode.Parse(server.Last.Body)!.AsObject().Select(m => m.Key).Order(StringComparer.Ordinal));
        Assert.Contains($"/eu-west-1/{Service}/aws4_request", server.Last.Headers["Authorization"], StringComparison.Ordinal);
        foreach (var member in inBody)
        {
            s_model.Check((string)members[member]!["shape"]!, JsonNode.Parse(server.Last.Body)![member], member);
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Every_member_of_a_full_response_is_read(string operation)
    {
        using var server = new LoopbackServer(s_model.Sample((string)s_model.Operation(operation)["output"]!["shape"]!).ToJsonString());

        ObjectFiller.AssertFull(await CallAsync(operation, server), operation);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Every_error_of_the_model_has_its_own_exception(string operation)
    {
        foreach (var error in s_model.Errors(operation))
        {
            using var server = new LoopbackServer(_ => new Answer("""{"Message":"why"}""", 400) { Headers = new() { ["x-amzn-ErrorType"] = error + ":http://internal/" } });
            var thrown = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => CallAsync(operation, server));
            Assert.Equal((error, error, "why"), (thrown.GetType().Name, thrown.ErrorCode, thrown.Message));
        }
    }

    [Fact]
    public async Task An_ARN_in_the_path_and_lists_in_the_query_are_escaped()
    {
        using var server = new LoopbackServer("{}");
        using var client = Clients.CodeGuruReviewer(server);
        await client.DescribeRepositoryAssociationAsync(new DescribeRepositoryAssociationRequest { AssociationArn = Arn }, Token);
        Assert.Equal("/associations/" + Uri.EscapeDataString(Arn), server.Last.RawUrl);

        await client.ListRepositoryAssociationsAsync(new ListRepositoryAssociationsRequest { Names = ["a b", "c&d"], MaxResults = 5 }, Token);
        Assert.Equal(["MaxResults=5", "Name=a%20b", "Name=c%26d"], server.Last.RawUrl.Split('?')[1].Split('&').Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task A_path_without_its_value_is_not_sent(string? arn)
    {
        using var server = new LoopbackServer("{}");
        using var client = Clients.CodeGuruReviewer(server);

        await Assert.ThrowsAsync<AmazonClientException>(() => client.DisassociateRepositoryAsync(new DisassociateRepositoryRequest { AssociationArn = arn }, Token));

        Assert.Empty(server.Requests);
    }

    private static List<string> Names(JsonObject members, string location) =>
        [.. members.Where(m => (string?)m.Value!["location"] == location).Select(m => (string)m.Value!["locationName"]!).Order(StringComparer.Ordinal)];

    private static async Task<AmazonWebServiceResponse> CallAsync(string operation, LoopbackServer server)
    {
        using var client = Clients.CodeGuruReviewer(server);
        var method = client.GetType().GetMethod(operation + "Async")!;
        var task = (Task)method.Invoke(client, [ObjectFiller.Fill(method.GetParameters()[0].ParameterType), CancellationToken.None])!;
        await task;
        return (AmazonWebServiceResponse)task.GetType().GetProperty("Result", BindingFlags.Public | BindingFlags.Instance)!.GetValue(task)!;
    }
}
