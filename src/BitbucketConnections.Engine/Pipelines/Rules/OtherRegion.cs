using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Engine.Regions;

namespace BitbucketConnections.Engine.Pipelines.Rules;

/// <summary>Finds definitions whose parts are all in one other Region, because the command was run without <c>-Region</c>.</summary>
internal sealed class OtherRegion : IPipelineRule
{
    /// <summary>Gets the only Region of the actions and artifact stores.</summary>
    /// <param name="pipeline">The definition.</param>
    /// <returns>The Region; null if a part is in the pipeline's Region, or the parts are in several Regions.</returns>
    public static string? Of(Pipeline pipeline)
    {
        var first = PlacedAction.All(pipeline).Select(placed => placed.Action.Region).FirstOrDefault();
        return first is not null && first != pipeline.Region && AwsPartition.IsKnown(first)
            && PlacedAction.All(pipeline).All(placed => placed.Action.Region == first) && (pipeline.ArtifactStores?.Keys ?? []).All(region => region == first) ? first : null;
    }

    public IEnumerable<Finding> Check(Pipeline pipeline) => Of(pipeline) is not { } region ? [] :
    [
        new Finding(
            "DefinitionInOtherRegion",
            $"All actions of the definition are in {region}, and the command uses {pipeline.Region}. To use {region}, specify -Region {region}. To use {pipeline.Region}, remove the Regions of the actions from the definition.",
            PlacedAction.All(pipeline).First().Path + ".Region"),
    ];
}
