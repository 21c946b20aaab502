using System.Collections.Generic;

namespace BitbucketConnections;

/// <summary>
/// Represents a compiled pattern. All alternatives are followed at the same time. Backtracking could need time that doubles with each star.
/// </summary>
internal sealed class GlobProgram
{
    private readonly IReadOnlyList<GlobStep> _steps;

    public GlobProgram(IReadOnlyList<GlobStep> steps) => _steps = steps;

    public bool IsMatch(string value)
    {
        var now = new Places(_steps);
        var next = new Places(_steps);
        now.Reach(0);
        foreach (var c in value)
        {
            next.Clear();
            foreach (var place in now.Reached)
            {
                if (_steps[place].Takes(c))
                {
                    next.Reach(place + 1);
                }
            }

            (now, next) = (next, now);
        }

        return now.HasMatch;
    }

    /// <summary>The steps that are reached at the current character.</summary>
    private sealed class Places(IReadOnlyList<GlobStep> steps)
    {
        private readonly bool[] _isReached = new bool[steps.Count];
        private readonly Stack<int> _open = new();

        public List<int> Reached { get; } = [];

        public bool HasMatch => Reached.Exists(place => steps[place].Kind == GlobStepKind.Match);

        public void Clear()
        {
            Reached.ForEach(place => _isReached[place] = false);
            Reached.Clear();
        }

        // Jumps and forks consume no character, so the steps that they lead to are reached at once.
        public void Reach(int start)
        {
            _open.Push(start);
            while (_open.Count > 0)
            {
                var place = _open.Pop();
                if (_isReached[place])
                {
                    continue;
                }

                _isReached[place] = true;
                Reached.Add(place);
                var step = steps[place];
                if (step.Kind is GlobStepKind.Jump or GlobStepKind.Fork)
                {
                    _open.Push(step.First);
                }

                if (step.Kind == GlobStepKind.Fork)
                {
                    _open.Push(step.Second);
                }
            }
        }
    }
}
