using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Engine.Declarations;
using BitbucketConnections.Engine.Pipelines;

namespace BitbucketConnections.Engine.Editing;

/// <summary>Replaces a whole definition, as a file has it.</summary>
internal static class DefinitionEdit
{
    private const string Type = "pipelineType";
    private const string Mode = "executionMode";

    // The pipeline keeps its name, and AWS counts the versions.
    private static readonly string[] s_kept = ["name", "version"];

    public static void Apply(PipelineDocument document, PipelineChanges changes, List<Finding> findings)
    {
        if (changes.Definition is not { } definition)
        {
            return;
        }

        var (now, wanted) = (document.Json, RecordWriter.Write(SourceValues.Of(definition, findings)));

        // Without a type, AWS would make a V1 pipeline of a V2 pipeline.
        wanted[Type] ??= now[Type]?.DeepClone();

        // A pipeline always has a role.
        wanted["roleArn"] ??= now["roleArn"]?.DeepClone();

        // AWS returns its default mode, also if the definition has none.
        wanted[Mode] ??= now.ContainsKey(Mode) ? "SUPERSEDED" : null;
        foreach (var name in now.Select(member => member.Key).Except(s_kept).ToList())
        {
            now.Remove(name);
        }

        foreach (var member in wanted.Where(member => member.Value is not null && !s_kept.Contains(member.Key)))
        {
            now[member.Key] = member.Value!.DeepClone();
        }
    }
}
