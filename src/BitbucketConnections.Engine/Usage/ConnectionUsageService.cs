using System;
using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Engine.Pipelines;
using BitbucketConnections.Engine.Regions;

namespace BitbucketConnections.Engine.Usage;

/// <summary>Finds the pipelines that use connections. Pipelines in any Region of the partition can use a connection.</summary>
internal sealed class ConnectionUsageService(Func<string, PipelineApi> pipelines, string region) : IConnectionUsageService
{
    public IReadOnlyList<string> DefaultRegions(IReadOnlyCollection<string> connectionArns)
    {
        var arns = connectionArns.Select(text => Arn.TryParse(text, out var arn) ? arn : null).OfType<Arn>().ToList();
        var partitions = arns.Count == 0 ? [AwsPartition.Of(region)] : arns.Select(arn => arn.Partition);
        return arns.Select(arn => arn.Region).Prepend(region).Concat(partitions.Distinct().SelectMany(ConnectionRegions.Of))
            .Distinct(StringComparer.Ordinal).ToList();
    }

    public IConnectionUsageSearch Search(ConnectionUsageQuery query)
    {
        var regions = (query.Regions ?? DefaultRegions(query.ConnectionArns)).Distinct(StringComparer.Ordinal).ToList();
        regions.ForEach(one => RegionResolver.Check(one, "-SearchRegion"));
        return new PipelineSearch(pipelines, regions, query.ThrottleLimit, query.IncludesPipeline, pipeline => ConnectionUsage.Of(pipeline, query.ConnectionArns).Any());
    }
}
