using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using BitbucketConnections.Sandbox.Tests.Support;

namespace BitbucketConnections.Sandbox.Tests;

public sealed class BuildProjectTests : IDisposable
{
    private readonly TestSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_new_account_has_a_project_with_an_existing_role()
    {
        var project = (await CallAsync("BatchGetProjects", new JsonObject { ["names"] = new JsonArray(_sandbox.Info.BuildProject, "none") })).Json;

        var role = project["projects"]![0]!["serviceRole"]!.GetValue<string>();
        Assert.Equal("none", project["projectsNotFound"]!.AsArray().Single()!.GetValue<string>());
        var found = await _sandbox.QueryAsync("iam", "2010-05-08", "GetRole", ("RoleName", role[(role.LastIndexOf('/') + 1)..]));
        Assert.Equal(role, XElement.Parse(found.Body).Descendants(XName.Get("Arn", "https://iam.amazonaws.com/doc/2010-05-08/")).Single().Value);
        Assert.Contains("codebuild.amazonaws.com", found.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_is_created_found_by_name_and_ARN_and_listed()
    {
        var created = (await CallAsync("CreateProject", await ProjectAsync())).Json["project"]!;
        var arn = created["arn"]!.GetValue<string>();

        Assert.Equal("arn:aws:codebuild:us-east-1:123456789012:project/mine", arn);
        foreach (var name in new[] { "mine", arn })
        {
            var got = (await CallAsync("BatchGetProjects", new JsonObject { ["names"] = new JsonArray(name) })).Json;
            Assert.Equal(created.ToJsonString(), got["projects"]!.AsArray().Single()!.ToJsonString());
        }

        var listed = (await CallAsync("ListProjects", new JsonObject { ["sortOrder"] = "DESCENDING" })).Json;
        Assert.Equal(["sandbox-build", "mine"], listed["projects"]!.AsArray().Select(name => name!.GetValue<string>()));
    }

    [Fact]
    public async Task C4_a_project_has_the_members_that_AWS_fills_in()
    {
        var declared = await ProjectAsync();
        declared["source"] = new JsonObject { ["type"] = "NO_SOURCE", ["buildspec"] = "version: 0.2" };
        declared["environment"] = new JsonObject { ["type"] = "LINUX_CONTAINER", ["image"] = "aws/codebuild/standard:7.0", ["computeType"] = "BUILD_GENERAL1_SMALL" };
        declared["logsConfig"] = new JsonObject { ["s3Logs"] = new JsonObject { ["status"] = "DISABLED" } };
        var project = (await CallAsync("CreateProject", declared)).Json["project"]!;

        Assert.Equal("""{"badgeEnabled":false}""", project["badge"]!.ToJsonString());
        Assert.Equal("""{"type":"NO_CACHE"}""", project["cache"]!.ToJsonString());
        Assert.Equal("arn:aws:kms:us-east-1:123456789012:alias/aws/s3", (string)project["encryptionKey"]!);
        Assert.Equal("PRIVATE", (string)project["projectVisibility"]!);
        Assert.Equal("""{"type":"NO_SOURCE","buildspec":"version: 0.2","insecureSsl":false}""", project["source"]!.ToJsonString());
        Assert.Equal("""{"s3Logs":{"status":"DISABLED","encryptionDisabled":false}}""", project["logsConfig"]!.ToJsonString());
        Assert.EndsWith(""","environmentVariables":[],"privilegedMode":false,"imagePullCredentialsType":"CODEBUILD"}""", project["environment"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_keeps_what_its_creation_sets()
    {
        var declared = await ProjectAsync();
        declared["badgeEnabled"] = true;
        declared["cache"] = new JsonObject { ["type"] = "LOCAL" };
        declared["environment"]!["privilegedMode"] = true;
        var project = (await CallAsync("CreateProject", declared)).Json["project"]!;

        Assert.Equal((true, "LOCAL", true), ((bool)project["badge"]!["badgeEnabled"]!, (string)project["cache"]!["type"]!, (bool)project["environment"]!["privilegedMode"]!));
        Assert.False(project.AsObject().ContainsKey("badgeEnabled"));
    }

    public static TheoryData<string, string?, string, string> Refusals => new()
    {
        { "name", "sandbox-build", "ResourceAlreadyExistsException", "Project already exists : arn:aws:codebuild:us-east-1:123456789012:project/sandbox-build" },
        { "name", "a", "ValidationException", "2 validation errors detected: Value 'a' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 2; Value 'a' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [A-Za-z0-9][A-Za-z0-9\\-_]{1,149}" },
        { "serviceRole", null, "ValidationException", "1 validation error detected: Value null at 'serviceRole' failed to satisfy constraint: Member must not be null" },
        { "serviceRole", "arn:aws:iam::123456789012:role/none", "InvalidInputException", "CodeBuild is not authorized to perform: sts:AssumeRole on service role. Please verify that: 1) The provided service role exists, 2) The role name is case-sensitive and matches exactly, and 3) The role has the necessary trust policy configured." },
        { "serviceRole", "arn:aws:iam::123456789012:role/service-role/AWSCodePipelineServiceRole-us-east-1-sandbox", "InvalidInputException", "CodeBuild is not authorized to perform: sts:AssumeRole on service role. Please verify that: 1) The provided service role exists, 2) The role name is case-sensitive and matches exactly, and 3) The role has the necessary trust policy configured." },
    };

    [Theory]
    [InlineData("environment.type", "NoSuchValue")]
    [InlineData("environment.computeType", "NoSuchValue")]
    [InlineData("timeoutInMinutes", 4)]
    [InlineData("timeoutInMinutes", 2161)]
    [InlineData("queuedTimeoutInMinutes", 481)]
    [InlineData("encryptionKey", "")]
    public async Task A_value_that_the_model_does_not_allow_is_rejected(string member, object value)
    {
        var project = await ProjectAsync();
        var path = member.Split('.');
        (path.Length == 1 ? project : project[path[0]]!)[path[^1]] = JsonSerializer.SerializeToNode(value);

        var answer = await _sandbox.CallAsync(TestSandbox.CodeBuild, "CreateProject", project);

        Assert.Equal((400, "ValidationException"), (answer.Status, answer.ErrorType));
        Assert.Contains($"at '{member}' failed to satisfy constraint", answer.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task An_invalid_project_is_rejected(string member, string? value, string type, string message)
    {
        var project = await ProjectAsync();
        project[member] = value;

        var answer = await _sandbox.CallAsync(TestSandbox.CodeBuild, "CreateProject", project);

        Assert.Equal((400, type, message), (answer.Status, answer.ErrorType, answer.ErrorMessage));
    }

    [Fact]
    public async Task Projects_are_listed_in_pages_of_100()
    {
        for (var i = 0; i < 100; i++)
        {
            await CallAsync("CreateProject", await ProjectAsync($"p{i:000}"));
        }

        var first = (await CallAsync("ListProjects", [])).Json;
        var second = (await CallAsync("ListProjects", new JsonObject { ["nextToken"] = first["nextToken"]!.GetValue<string>() })).Json;

        Assert.Equal((100, 1), (first["projects"]!.AsArray().Count, second["projects"]!.AsArray().Count));
        Assert.Null(second["nextToken"]);
        Assert.Equal("InvalidInputException", (await _sandbox.CallAsync(TestSandbox.CodeBuild, "ListProjects", new JsonObject { ["nextToken"] = "x" })).ErrorType);
    }

    private async Task<JsonObject> ProjectAsync(string name = "mine")
    {
        var seeded = (await CallAsync("BatchGetProjects", new JsonObject { ["names"] = new JsonArray("sandbox-build") })).Json["projects"]![0]!;
        var project = new JsonObject { ["name"] = name };
        foreach (var member in new[] { "source", "artifacts", "environment", "serviceRole" })
        {
            project[member] = seeded[member]!.DeepClone();
        }

        return project;
    }

    private async Task<Answer> CallAsync(string operation, JsonObject input)
    {
        var answer = await _sandbox.CallAsync(TestSandbox.CodeBuild, operation, input);
        Assert.Equal((200, string.Empty), (answer.Status, answer.Status == 200 ? string.Empty : answer.Body));
        return answer;
    }
}
