using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.AwsClients.Tests;
using BitbucketConnections.Declarations;

namespace BitbucketConnections.Engine.Tests;

/// <summary>Tests that the field table has exactly one row for every member of AWS's model and every property of the records.</summary>
public sealed class DeclarationTableTests
{
    // AWS metadata of a pipeline, which is not part of its declaration.
    private static readonly string[] s_notDeclared = ["PipelineArn", "Region", "Tags", "Created", "Updated", "ConsoleUrl", "PipelineExecutionId"];
    private static readonly ServiceModel s_model = ServiceModel.Load("codepipeline");

    [Fact]
    public void Every_member_of_the_model_has_a_row_of_its_kind()
    {
        var rows = new SortedSet<string>(StringComparer.Ordinal);
        var members = new SortedSet<string>(StringComparer.Ordinal);
        AddRows(DeclarationTable.Pipeline, string.Empty, rows);
        AddMembers("PipelineDeclaration", string.Empty, members);

        Assert.Equal(members, rows);
        Assert.True(rows.Count > 60);
    }

    [Fact]
    public void Every_property_of_a_record_has_a_row_and_every_row_a_property()
    {
        foreach (var part in DeclarationTable.All)
        {
            var properties = FilledModel.Settable(part.Type).Select(property => property.Name).Where(name => name != nameof(IDeclarationPart.AdditionalMembers));
            Assert.Equal(
                properties.Except(part.Type == typeof(Pipeline) ? s_notDeclared : []).Order(StringComparer.Ordinal),
                part.Members.Select(member => member.PropertyName).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Every_record_of_a_declaration_is_in_the_table() =>
        Assert.Equal(
            typeof(Pipeline).Assembly.GetTypes().Where(type => type.IsClass && typeof(IDeclarationPart).IsAssignableFrom(type)).Select(type => type.Name).Order(StringComparer.Ordinal),
            DeclarationTable.All.Select(part => part.Type.Name).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("configuration", true)]
    [InlineData("artifactStores", true)]
    [InlineData("artifactStore", false)]
    [InlineData("stages", false)]
    public void The_keys_of_maps_are_user_values(string name, bool expected) => Assert.Equal(expected, DeclarationTable.IsMap(name));

    private static void AddRows(DeclarationPart part, string path, SortedSet<string> rows)
    {
        foreach (var member in part.Members)
        {
            var place = path + member.Path;
            rows.Add(member.Kind switch
            {
                MemberKind.Number => place + ": integer",
                MemberKind.Texts => place + ": list of string",
                MemberKind.Names => place + ": list of structure",
                MemberKind.TextMap => place + ": map of string",
                MemberKind.PartMap => place + ": map of structure",
                MemberKind.Parts => place + ": list of structure",
                MemberKind.Part => place + ": structure",
                MemberKind.Enumeration => place + ": string",
                _ => place + ": string",
            });
            if (member.Kind == MemberKind.Names)
            {
                rows.Add(place + ".name: string");
            }
            else if (member.Kind is MemberKind.Part or MemberKind.Parts or MemberKind.PartMap)
            {
                AddRows(member.Part, place + ".", rows);
            }
        }
    }

    private static void AddMembers(string shapeName, string path, SortedSet<string> members)
    {
        foreach (var (name, reference) in s_model.Shape(shapeName)["members"]!.AsObject())
        {
            var shape = (string)reference!["shape"]!;
            var (type, item) = Type(shape);
            var isHolder = name is "gitConfiguration" or "retryConfiguration";
            if (!isHolder)
            {
                members.Add($"{path}{name}: {type}{(item is null ? null : " of " + Type(item).Type)}");
            }

            if (Type(item ?? shape).Type == "structure")
            {
                AddMembers(item ?? shape, path + name + ".", members);
            }
        }
    }

    private static (string Type, string? Item) Type(string shapeName)
    {
        var shape = s_model.Shape(shapeName);
        var type = (string)shape["type"]!;
        return (type, type switch { "list" => (string)shape["member"]!["shape"]!, "map" => (string)shape["value"]!["shape"]!, _ => null });
    }
}
