using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Generator.Clients;
using BitbucketConnections.Generator.Models;

namespace BitbucketConnections.Generator.Tests;

public sealed class RegenerationTests
{
    [Theory]
    [MemberData(nameof(Checkout.Clients), MemberType = typeof(Checkout))]
    public void The_client_in_the_project_matches_its_model(string service)
    {
        var client = Checkout.Services[service].Client!;
        var committed = File.ReadAllText(Path.Combine(Checkout.Repository.Generated, client.Package + ".g.cs"));

        Assert.Equal(ClientGenerator.Generate(ServiceModel.Read(Checkout.Repository, service), client), committed);
    }

    [Fact]
    public void The_folder_of_generated_files_has_no_other_files() => Assert.Equal(
        Checkout.Services.Values.Where(s => s.Client is not null).Select(s => s.Client!.Package + ".g.cs").Order(),
        Directory.GetFiles(Checkout.Repository.Generated).Select(Path.GetFileName).Order());

    [Theory]
    [InlineData("codestar-connections", "CreateConnectionInput", "public partial class CreateConnectionRequest")]
    [InlineData("codepipeline", "StageState", "public partial class StageState")]
    [InlineData("iam", "CreateRoleRequest", "public partial class CreateRoleRequest")]
    public void A_member_that_AWS_adds_is_in_the_client_after_regeneration(string service, string shape, string head)
    {
        var folder = Directory.CreateTempSubdirectory("generator-");
        try
        {
            var model = JsonNode.Parse(File.ReadAllText(Path.Combine(Checkout.Repository.Models, service + ".json")))!;
            model["shapes"]!["AddedText"] = new JsonObject { ["type"] = "string" };
            model["shapes"]![shape]!["members"]!.AsObject().Add("addedByAws", new JsonObject { ["shape"] = "AddedText" });
            var copy = Path.Combine(folder.FullName, service + ".json");
            File.WriteAllText(copy, model.ToJsonString());

            var source = ClientGenerator.Generate(ServiceModel.Parse(service, File.ReadAllText(copy)), Checkout.Services[service].Client!);

            Assert.DoesNotContain("AddedByAws", File.ReadAllText(Path.Combine(Checkout.Repository.Generated, Checkout.Services[service].Client!.Package + ".g.cs")), StringComparison.Ordinal);
            Assert.Contains("public string? AddedByAws { get; set; }", Class(source, head), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_member_of_the_query_protocol_is_written_and_read_as_well()
    {
        var model = JsonNode.Parse(File.ReadAllText(Path.Combine(Checkout.Repository.Models, "iam.json")))!;
        model["shapes"]!["AddedText"] = new JsonObject { ["type"] = "string" };
        model["shapes"]!["CreateRoleRequest"]!["members"]!["AddedByAws"] = new JsonObject { ["shape"] = "AddedText" };
        model["shapes"]!["Role"]!["members"]!["AddedByAws"] = new JsonObject { ["shape"] = "AddedText" };

        var source = ClientGenerator.Generate(ServiceModel.Parse("iam", model.ToJsonString()), Checkout.Services["iam"].Client!);

        Assert.Contains("form.Add(\"AddedByAws\", value.AddedByAws);", Class(source, "void Write(CreateRoleRequest value"), StringComparison.Ordinal);
        Assert.Contains("AddedByAws = value.Text(\"AddedByAws\"),", Class(source, "static Role ReadRole("), StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_whose_name_follows_no_rule_has_its_wire_name()
    {
        var model = JsonNode.Parse(File.ReadAllText(Path.Combine(Checkout.Repository.Models, "codepipeline.json")))!;
        model["shapes"]!["AddedText"] = new JsonObject { ["type"] = "string" };
        model["shapes"]!["StageState"]!["members"]!["ARN"] = new JsonObject { ["shape"] = "AddedText" };

        var source = ClientGenerator.Generate(ServiceModel.Parse("codepipeline", model.ToJsonString()), Checkout.Services["codepipeline"].Client!);

        Assert.Contains("[JsonPropertyName(\"ARN\")]", Class(source, "public partial class StageState"), StringComparison.Ordinal);
    }

    // Gets the text from a line to its closing brace.
    private static string Class(string source, string head)
    {
        var start = source.IndexOf(head, StringComparison.Ordinal);
        Assert.True(start >= 0, head);
        var indent = source[(source.LastIndexOf('\n', start) + 1)..].TakeWhile(c => c == ' ').Count();
        var end = source.IndexOf("\n" + new string(' ', indent) + "}", start, StringComparison.Ordinal);
        return source[start..end];
    }
}
