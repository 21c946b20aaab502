using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Pipelines.Declarations;

namespace BitbucketConnections.Sandbox.Pipelines.Records;

/// <summary>The declaration of earlier versions, as text: it takes a small part of the memory of the objects. Versions with the same declaration share it.</summary>
internal sealed class DeclarationText
{
    private const string VersionMember = "version";

    /// <summary>Gets the JSON without the number of the version.</summary>
    public required string Text { get; init; }

    /// <summary>Creates the text of a declaration.</summary>
    /// <param name="declaration">The declaration.</param>
    /// <returns>The text.</returns>
    public static DeclarationText Of(PipelineDeclaration declaration)
    {
        var json = declaration.Json.DeepClone().AsObject();
        json.Remove(VersionMember);
        return new DeclarationText { Text = json.ToJsonString() };
    }

    /// <summary>Reads the declaration.</summary>
    /// <param name="version">The version to write into it.</param>
    /// <returns>The JSON.</returns>
    public JsonObject Read(int version)
    {
        var json = JsonNode.Parse(Text)!.AsObject();
        json[VersionMember] = version;
        return json;
    }
}
