using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using BitbucketConnections.Generator.Catalog;
using BitbucketConnections.Generator.Clients;
using BitbucketConnections.Generator.Operations;
using BitbucketConnections.Generator.Stubs;
using BitbucketConnections.Generator.Trimming;

namespace BitbucketConnections.Generator;

/// <summary>Runs the verb that is the first argument of the command line.</summary>
public static class Program
{
    // Add a line here for each new verb.
    private static readonly IVerb[] s_verbs =
    [
        new CatalogVerb(),
        new ClientsVerb(),
        new OperationsVerb(),
        new StubsVerb(),
        new TrimVerb(),
    ];

    /// <summary>Runs a verb.</summary>
    /// <param name="arguments">The verb and its arguments.</param>
    /// <returns>0, or 2 if the command line is not valid.</returns>
    public static int Main(string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return Run(arguments, Console.Out, Console.Error);
    }

    /// <summary>Runs a verb with writers, for tests.</summary>
    /// <param name="arguments">The verb and its arguments.</param>
    /// <param name="output">The writer that receives the list of written files.</param>
    /// <param name="errors">The writer that receives errors of the command line.</param>
    /// <returns>0, or 2 if the command line is not valid.</returns>
    public static int Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(errors);
        try
        {
            var verb = s_verbs.FirstOrDefault(v => arguments.Count > 0 && v.Name == arguments[0])
                ?? throw new UsageException("Specify one of these verbs:");
            verb.Run([.. arguments.Skip(1)], output);
            return 0;
        }
        catch (UsageException wrong)
        {
            errors.WriteLine(wrong.Message);
            foreach (var verb in s_verbs)
            {
                errors.WriteLine($"  {verb.Name} {verb.Usage}");
            }

            return 2;
        }
    }
}
