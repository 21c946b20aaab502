using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Completion;

/// <summary>A list that completers share.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
/// <param name="Name">The name, unique among the lists.</param>
/// <param name="Lifetime">How long the list is used again.</param>
/// <param name="ReadAsync">Reads the list of a target, such as a pipeline. It runs on another thread.</param>
internal sealed record CompletionList<T>(string Name, TimeSpan Lifetime, Func<IEngineSession, string, CancellationToken, Task<IReadOnlyList<T>>> ReadAsync);
