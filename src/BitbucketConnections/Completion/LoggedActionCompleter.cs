using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BitbucketConnections.Catalog;

namespace BitbucketConnections.Completion;

/// <summary>Completes the actions with a log of the pipeline on the command line; the tooltip is the stage.</summary>
internal sealed class LoggedActionCompleter : LiveCompleter
{
    protected override async Task<IReadOnlyList<KeyValuePair<string, string>>> ListAsync(IEngineSession session, IDictionary bound, CancellationToken cancellationToken)
    {
        if (PipelineOf(bound) is not { } pipeline)
        {
            return [];
        }

        var stages = (await session.Pipelines.GetAsync(pipeline, null, cancellationToken).ConfigureAwait(false)).Stages;
        return stages.Where(stage => bound["StageName"] is not string wanted || stage.Name == wanted)
            .SelectMany(stage => stage.Actions.Where(action => ActionCatalog.FindAnyVersion(action.ActionTypeId)?.HasLog == true).Select(action => new KeyValuePair<string, string>(action.Name, stage.Name)))
            .ToList();
    }
}
