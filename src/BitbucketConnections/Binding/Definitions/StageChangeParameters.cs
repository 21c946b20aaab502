using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Binding.Definitions;

/// <summary>What the parameters for single stages say: out, in place, moved, in.</summary>
internal sealed class StageChangeParameters
{
    public IReadOnlyList<PipelineStage> Add { get; init; } = [];

    public IReadOnlyList<PipelineStage> Replace { get; init; } = [];

    public IReadOnlyList<string> Remove { get; init; } = [];

    public string? Move { get; init; }

    public string? After { get; init; }

    public string? Before { get; init; }

    /// <summary>Makes the changes, in an order in which each finds what the others leave.</summary>
    /// <exception cref="ServiceException">Kind InvalidInput: a place without a stage to put there, or two places.</exception>
    public IReadOnlyList<StageChange> Read()
    {
        if ((After ?? Before) is { } anchor && Add.Count == 0 && Move is null)
        {
            throw ServiceException.FromFindings([new Finding("StagePlaceAlone", $"-After and -Before set the position of an added or moved stage, here next to '{anchor}'. Specify -AddStage or -MoveStage too.")]);
        }

        if (After is not null && Before is not null)
        {
            throw ServiceException.FromFindings([new Finding("StagePlaceTwice", $"-After '{After}' and -Before '{Before}' cannot be used together. Specify only one of the two.")]);
        }

        return Remove.Select(name => new StageChange { Kind = StageChangeKind.Remove, StageName = name })
            .Concat(Replace.Select(stage => new StageChange { Kind = StageChangeKind.Replace, StageName = stage.Name, Stage = stage }))
            .Concat(Move is null ? [] : [new StageChange { Kind = StageChangeKind.Move, StageName = Move, After = After, Before = Before }])
            .Concat(Additions())
            .ToList();
    }

    // Several stages stay in their order: each comes after the one before it.
    private IEnumerable<StageChange> Additions() => Add.Select((stage, i) => new StageChange
    {
        Kind = StageChangeKind.Add,
        StageName = stage.Name,
        Stage = stage,
        After = Before is not null ? null : i == 0 ? After : Add[i - 1].Name,
        Before = Before,
    });
}
