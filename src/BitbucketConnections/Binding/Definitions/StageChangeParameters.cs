using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Binding.Definitions;

/// <summary>The parameters that remove, replace, move and add stages.</summary>
internal sealed class StageChangeParameters
{
    public IReadOnlyList<PipelineStage> Add { get; init; } = [];

    public IReadOnlyList<PipelineStage> Replace { get; init; } = [];

    public IReadOnlyList<string> Remove { get; init; } = [];

    public string? Move { get; init; }

    public string? After { get; init; }

    public string? Before { get; init; }

    /// <summary>Creates the changes in the order in which they are applied.</summary>
    /// <exception cref="ServiceException">Kind InvalidInput: a position without a stage to add or move, or two positions.</exception>
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

    // Several stages keep their order: each follows the previous one.
    private IEnumerable<StageChange> Additions() => Add.Select((stage, i) => new StageChange
    {
        Kind = StageChangeKind.Add,
        StageName = stage.Name,
        Stage = stage,
        After = Before is not null ? null : i == 0 ? After : Add[i - 1].Name,
        Before = Before,
    });
}
