using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Engine.Declarations;
using BitbucketConnections.Engine.Links;

namespace BitbucketConnections.Engine.Editing;

/// <summary>Copies a definition under another name, with another connection, repository or branch.</summary>
internal static class PipelineCopy
{
    /// <summary>Makes the copy.</summary>
    /// <param name="original">The pipeline or definition.</param>
    /// <param name="request">What is different in the copy.</param>
    /// <param name="region">The Region of the copy.</param>
    /// <param name="links">The console's links.</param>
    /// <param name="warnings">The findings that do not prevent the copy.</param>
    /// <returns>The definition.</returns>
    /// <exception cref="ServiceException">Kind InvalidInput, with all findings.</exception>
    public static Pipeline Make(Pipeline original, PipelineCopyRequest request, string region, ConsoleLinks links, out IReadOnlyList<Finding> warnings)
    {
        warnings = [];
        var copy = original;
        if ((request.ConnectionArn ?? request.Repository ?? request.Branch) is not null)
        {
            copy = WithSource(original, request, links, out warnings) with { Tags = original.Tags };
        }

        return copy with
        {
            Name = request.Name ?? original.Name, Region = region, PipelineArn = null, Version = null, Created = null, Updated = null, ConsoleUrl = null, PipelineExecutionId = null,
        };
    }

    private static Pipeline WithSource(Pipeline original, PipelineCopyRequest request, ConsoleLinks links, out IReadOnlyList<Finding> warnings)
    {
        var sources = PipelineSource.All(original.Stages).Select(source => source.ActionName).ToList();
        if (sources.Count != 1)
        {
            throw ServiceException.FromFindings([new Finding(
                "CopySourceNotClear",
                $"The pipeline '{original.Name}' has {(sources.Count == 0 ? "no source action with a connection" : $"{sources.Count} source actions with a connection: {string.Join(", ", sources)}")}. "
                + "The connection, the repository and the branch of a copy can be changed if there is one. Create the copy without the change, then use Set-BitbucketPipeline -SourceActionName.")]);
        }

        var changes = new PipelineChanges { SourceActionName = sources[0], ConnectionArn = request.ConnectionArn, Repository = request.Repository, Branch = request.Branch };
        var (document, findings) = (new PipelineDocument(RecordWriter.Write(original)), new List<Finding>());
        new SourceEdit(changes, findings).Apply(document);
        TriggerEdit.Apply(document, original, changes, findings);
        warnings = findings.Where(finding => finding.IsWarning).ToList();
        return findings.Exists(finding => !finding.IsWarning)
            ? throw ServiceException.FromFindings(findings.Where(finding => !finding.IsWarning).ToList())
            : document.Read(null, original.Region, links);
    }
}
