using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using System.Web;
using System.Xml.Linq;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;

namespace BitbucketConnections.AwsClients.Tests;

public sealed class IdentityManagementWireTests
{
    private const string Service = "iam";
    private static readonly XNamespace s_namespace = "https://iam.amazonaws.com/doc/2010-05-08/";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<string>> Operations() =>
        from method in typeof(IAmazonIdentityManagementService).GetMethods()
        select new TheoryDataRow<string>(method.Name[..^5]);

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task A_full_request_has_exactly_the_members_of_the_model(string operation)
    {
        using var server = new LoopbackServer(Success(operation));
        await CallAsync(operation, server);

        Assert.StartsWith("application/x-www-form-urlencoded", server.Last.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Contains("/eu-west-1/iam/aws4_request", server.Last.Headers["Authorization"], StringComparison.Ordinal);
        var form = HttpUtility.ParseQueryString(server.Last.Body);
        Assert.Equal((operation, "2010-05-08"), (form["Action"], form["Version"]));
        var model = ServiceModel.Load(Service);
        var members = model.ParameterNames((string)model.Operation(operation)["input"]!["shape"]!);
        Assert.Equal(members.Concat(["Action", "Version"]).Order(), form.AllKeys.Order());

        // The value of an enumeration is its first one.
        var enumerations = model.Enumerations().ToHashSet();
        Assert.All(form.AllKeys.Except(["Action", "Version"]), name => Assert.True(form[name] is "text" or "7" || enumerations.Contains(form[name]!), $"{name}={form[name]}"));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Every_member_of_a_full_response_is_read(string operation)
    {
        var model = ServiceModel.Load(Service);
        var answer = XElement.Parse(Success(operation));
        if (model.Operation(operation)["output"] is { } output)
        {
            answer.Elements().First().ReplaceWith(model.SampleXml(s_namespace + (string)output["resultWrapper"]!, (string)output["shape"]!));
        }

        using var server = new LoopbackServer(_ => new Answer(answer.ToString()) { ContentType = "text/xml", Headers = [] });

        var response = await CallAsync(operation, server);

        ObjectFiller.AssertFull(response, operation);
        Assert.Equal("0123-body", response.ResponseMetadata.RequestId);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Every_error_of_the_model_has_its_own_exception(string operation)
    {
        var model = ServiceModel.Load(Service);
        foreach (var error in model.Errors(operation))
        {
            var code = model.ErrorCode(error);
            using var server = new LoopbackServer(_ => IdentityManagementFailureTests.Refusal(code, "why", 400));
            var thrown = await Assert.ThrowsAnyAsync<AmazonIdentityManagementServiceException>(() => CallAsync(operation, server));
            Assert.Equal(error, thrown.GetType().Name);
            Assert.Equal(code, thrown.ErrorCode);
            Assert.Equal("why", thrown.Message);
            Assert.Equal("0123-body", thrown.RequestId);
        }
    }

    [Fact]
    public async Task The_values_of_a_response_match_the_wire()
    {
        const string Document = "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%5D%7D";
        using var server = new LoopbackServer($"""
            <GetRoleResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
              <GetRoleResult>
                <Role>
                  <Path>/service-role/</Path>
                  <RoleName>demo</RoleName>
                  <AssumeRolePolicyDocument>{Document}</AssumeRolePolicyDocument>
                  <Description>&lt;ours&gt; &amp; only ours</Description>
                  <MaxSessionDuration>3600</MaxSessionDuration>
                  <CreateDate>2017-08-01T22:29:51Z</CreateDate>
                  <PermissionsBoundary><PermissionsBoundaryType>Later</PermissionsBoundaryType></PermissionsBoundary>
                  <Tags><member><Key>a</Key><Value></Value></member><member><Key>b</Key><Value>2</Value></member></Tags>
                  <RoleLastUsed />
                  <Unknown><member>1</member></Unknown>
                </Role>
              </GetRoleResult>
              <ResponseMetadata><RequestId>0123-body</RequestId></ResponseMetadata>
            </GetRoleResponse>
            """);
        using var client = Clients.IdentityManagement(server);

        var role = (await client.GetRoleAsync(new() { RoleName = "demo" }, Token)).Role!;

        Assert.Equal(("/service-role/", "demo", "<ours> & only ours"), (role.Path, role.RoleName, role.Description));
        Assert.Equal(Document, role.AssumeRolePolicyDocument);
        Assert.Equal(3600, role.MaxSessionDuration);
        Assert.Equal(new DateTime(2017, 8, 1, 22, 29, 51, DateTimeKind.Utc), role.CreateDate);
        Assert.Equal(DateTimeKind.Utc, role.CreateDate!.Value.Kind);
        Assert.Equal("Later", role.PermissionsBoundary!.PermissionsBoundaryType!.Value);
        Assert.Equal([("a", ""), ("b", "2")], role.Tags!.Select(t => (t.Key, t.Value)));
        Assert.Null(role.RoleLastUsed!.LastUsedDate);
        Assert.Null(role.RoleId);
    }

    [Fact]
    public async Task A_policy_is_deleted_by_role_name_and_policy_name()
    {
        using var server = new LoopbackServer(Success("DeleteRolePolicy"));
        using var client = Clients.IdentityManagement(server);

        await client.DeleteRolePolicyAsync(new() { RoleName = "r", PolicyName = "p" }, Token);

        Assert.Equal("Action=DeleteRolePolicy&PolicyName=p&RoleName=r&Version=2010-05-08", server.Last.Body);
    }

    [Fact]
    public async Task A_policy_document_is_sent_unchanged()
    {
        const string Document = "{\n\t\"Version\": \"2012-10-17\", \"Statement\": [{ \"Resource\": \"arn:aws:s3:::a+b&c=d/*\", \"Sid\": \"é%20\" }]\n}";
        using var server = new LoopbackServer(Success("PutRolePolicy"));
        using var client = Clients.IdentityManagement(server);

        await client.PutRolePolicyAsync(new() { RoleName = "r", PolicyName = "p", PolicyDocument = Document }, Token);

        Assert.Equal(Document, HttpUtility.ParseQueryString(server.Last.Body)["PolicyDocument"]);
    }

    [Fact]
    public async Task Members_that_are_not_set_are_not_sent_and_lists_are_numbered()
    {
        using var server = new LoopbackServer(Success("TagRole"));
        using var client = Clients.IdentityManagement(server);

        await client.TagRoleAsync(new() { Tags = [new() { Key = "a", Value = "1" }, new() { Key = "b" }] }, Token);
        Assert.Equal("Action=TagRole&Tags.member.1.Key=a&Tags.member.1.Value=1&Tags.member.2.Key=b&Version=2010-05-08", server.Last.Body);

        await client.TagRoleAsync(new() { RoleName = "r", Tags = [] }, Token);
        Assert.Equal("Action=TagRole&RoleName=r&Tags=&Version=2010-05-08", server.Last.Body);
    }

    [Fact]
    public async Task A_list_is_read_page_by_page()
    {
        using var server = new LoopbackServer(request => new Answer(
            request.Body.Contains("Marker=next%2F1", StringComparison.Ordinal)
                ? Page("<Roles><member><RoleName>b</RoleName></member></Roles><IsTruncated>false</IsTruncated>")
                : Page("<Roles><member><RoleName>a</RoleName></member></Roles><IsTruncated>true</IsTruncated><Marker>next/1</Marker>")));
        using var client = Clients.IdentityManagement(server);

        var first = await client.ListRolesAsync(new() { PathPrefix = "/service-role/" }, Token);
        var second = await client.ListRolesAsync(new() { PathPrefix = "/service-role/", Marker = first.Marker }, Token);

        Assert.Equal(("a", true), (Assert.Single(first.Roles!).RoleName, first.IsTruncated));
        Assert.Equal(("b", false, null), (Assert.Single(second.Roles!).RoleName, second.IsTruncated, second.Marker));
    }

    [Fact]
    public async Task An_empty_list_differs_from_no_list()
    {
        using var server = new LoopbackServer(_ => new Answer(Page("<Roles/><IsTruncated>false</IsTruncated>")));
        using var client = Clients.IdentityManagement(server);
        Assert.Empty((await client.ListRolesAsync(new(), Token)).Roles!);

        using var none = new LoopbackServer(_ => new Answer(Page(string.Empty)));
        using var other = Clients.IdentityManagement(none);
        Assert.Null((await other.ListRolesAsync(new(), Token)).Roles);
    }

    private static string Page(string result) =>
        $"<ListRolesResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><ListRolesResult>{result}</ListRolesResult></ListRolesResponse>";

    // A response without members, which is enough for a call to succeed.
    private static string Success(string operation) => new XElement(
        s_namespace + (operation + "Response"),
        HasResult(operation) ? new XElement(s_namespace + (operation + "Result")) : null,
        new XElement(s_namespace + "ResponseMetadata", new XElement(s_namespace + "RequestId", "0123-body"))).ToString();

    private static bool HasResult(string operation) =>
        typeof(Role).Assembly.GetType($"{typeof(Role).Namespace}.{operation}Response")!
            .GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Length > 0;

    private static async Task<AmazonWebServiceResponse> CallAsync(string operation, LoopbackServer server)
    {
        using var client = Clients.IdentityManagement(server);
        var method = typeof(IAmazonIdentityManagementService).GetMethod(operation + "Async")!;
        var task = (Task)method.Invoke(client, [ObjectFiller.Fill(method.GetParameters()[0].ParameterType), Token])!;
        await task;
        return (AmazonWebServiceResponse)task.GetType().GetProperty("Result")!.GetValue(task)!;
    }
}
