using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Tests;

/// <summary>The searches of the fake.</summary>
internal sealed class FakeUsage(FakeEngine engine, IDiagnosticSink diagnostics) : IConnectionUsageService
{
    public IReadOnlyList<string> DefaultRegions(IReadOnlyCollection<string> connectionArns) => ["us-east-1", "eu-west-1", "ap-southeast-2"];

    public IConnectionUsageSearch Search(ConnectionUsageQuery query)
    {
        engine.Locked(() => engine.Searches.Add(query));
        return new FakeSearch(engine, query, query.Regions ?? DefaultRegions(query.ConnectionArns), diagnostics);
    }

    private sealed class FakeSearch(FakeEngine engine, ConnectionUsageQuery query, IReadOnlyList<string> regions, IDiagnosticSink diagnostics) : IConnectionUsageSearch
    {
        private Queue<ConnectionUsageFinding>? _findings;

        public async Task<ConnectionUsageFinding?> NextAsync(CancellationToken cancellationToken)
        {
            if (_findings is null)
            {
                await engine.CallAsync("Search", diagnostics, cancellationToken, string.Join(",", regions));
                _findings = new Queue<ConnectionUsageFinding>(Find());
            }

            return _findings.Count > 0 ? _findings.Dequeue() : null;
        }

        public void Dispose() => engine.EndedSearches++;

        private IEnumerable<ConnectionUsageFinding> Find() => regions.Where(engine.Unsearched.ContainsKey)
            .Select(region => new ConnectionUsageFinding
            {
                Unsearched = new UnsearchedRegion
                {
                    Region = region,
                    Reason = engine.Unsearched[region],
                    Failure = new ServiceException(ServiceErrorKind.Service, "ListPipelines failed: no") { ErrorCode = "AccessDeniedException", Operation = "ListPipelines", RequestId = "r-" + region },
                },
            })
            .Concat(from region in regions
                    where !engine.Unsearched.ContainsKey(region)
                    from pipeline in engine.Pipelines
                    where pipeline.Region == region && (query.IncludesPipeline?.Invoke(pipeline.Name) ?? true) && ConnectionUsage.Of(pipeline, query.ConnectionArns).Any()
                    select new ConnectionUsageFinding { Pipeline = pipeline });
    }
}
