using System;
using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Tests;

/// <summary>A noun of the table of inputs: the forms that identify it, and what makes it exist in the fake engine.</summary>
internal sealed class InputNoun
{
    public const string Known = "web";
    public const string Other = "api";
    public const string Unknown = "ghost";

    private InputNoun(string label, string refusal, Func<string, string> arn, Func<string, object> live)
    {
        Label = label;
        Refusal = refusal;
        Arn = arn;
        Live = live;
    }

    public static InputNoun Connection { get; } = new("connection", "NotAConnection", ConnectionArn, name => FakeEngine.Connection(name))
    {
        ArnMember = "ConnectionArn", NameMember = "ConnectionName", Generic = [("Arn", true), ("Name", false)],
        Parameters = [("ConnectionArn", true), ("Arn", true), ("Name", false), ("ConnectionName", false), ("Name", true)],
    };

    public static InputNoun Pipeline { get; } = new("pipeline", "NotAPipeline", PipelineArn, name => FakeEngine.Pipeline(name, ConnectionArn(Known)))
    {
        ArnMember = "PipelineArn", NameMember = "PipelineName", Generic = [("Arn", true), ("Name", false)],
        Parameters = [("PipelineArn", true), ("PipelineName", false), ("Name", false), ("PipelineName", true)],
    };

    public static InputNoun Association { get; } = new("association", "NotAnAssociation", name => Associated(name).AssociationArn, name => Associated(name))
    {
        ArnMember = "AssociationArn", NameMember = "FullRepositoryId", Generic = [("Arn", true), ("Repository", false)],
        Parameters = [("AssociationArn", true), ("Arn", true), ("Repository", false), ("FullRepositoryId", false), ("Repository", true)],
        NameOf = name => "ws/" + name,
    };

    public static InputNoun TaggedConnection { get; } = new("connection with tags", "NotATaggedResource", ConnectionArn, name => FakeEngine.Connection(name))
    {
        ArnMember = "ConnectionArn", Generic = [("Arn", true), ("ResourceArn", true)], Parameters = [("ResourceArn", true), ("ConnectionArn", true), ("Arn", true)],
    };

    public static InputNoun TaggedPipeline { get; } = new("pipeline with tags", "NotATaggedResource", PipelineArn, name => FakeEngine.Pipeline(name, ConnectionArn(Known)))
    {
        ArnMember = "PipelineArn", Generic = [("Arn", true), ("ResourceArn", true)], Parameters = [("ResourceArn", true), ("PipelineArn", true)],
    };

    public string Label { get; }

    /// <summary>Gets the error for an object that does not identify it.</summary>
    public string Refusal { get; }

    public Func<string, string> Arn { get; }

    /// <summary>Gets a function that makes an object of the module.</summary>
    public Func<string, object> Live { get; }

    public required string ArnMember { get; init; }

    public string? NameMember { get; init; }

    public required IReadOnlyList<(string Member, bool HasArn)> Generic { get; init; }

    public required IReadOnlyList<(string Parameter, bool HasArn)> Parameters { get; init; }

    /// <summary>Gets a function that makes the name in the form of the noun.</summary>
    public Func<string, string> NameOf { get; init; } = name => name;

    /// <summary>Gets the forms.</summary>
    public IReadOnlyList<InputForm> Forms => InputForm.All(ArnMember, NameMember, Parameters, Live, Generic, text => text.Split('/', ':')[^1] is var last && this == Association ? NameOfAssociation(text) : last);

    /// <summary>Makes the resources exist.</summary>
    public static void Fill(FakeEngine engine)
    {
        engine.Connections.Clear();
        engine.Pipelines.Clear();
        engine.Associations.Clear();
        engine.Approvals.Clear();
        foreach (var name in new[] { Known, Other })
        {
            engine.Approvals.Add(new FakeEngine.FakeApproval { PipelineName = name, StageName = "Build", ActionName = "ok" });
            engine.Connections.Add(FakeEngine.Connection(name));
            engine.Pipelines.Add(FakeEngine.Pipeline(name, ConnectionArn(name)));
            engine.Associations.Add(Associated(name));
            engine.Tags[ConnectionArn(name)] = new() { ["of"] = name };
            engine.Tags[PipelineArn(name)] = new() { ["of"] = name };
        }
    }

    private static string ConnectionArn(string name) => $"arn:aws:codestar-connections:us-east-1:123456789012:connection/{name}";

    private static string PipelineArn(string name) => $"arn:aws:codepipeline:us-east-1:123456789012:{name}";

    private static ReviewerAssociation Associated(string name) => FakeEngine.Association("ws/" + name);

    private static string NameOfAssociation(string arn) => new[] { Known, Other, Unknown, Known.ToUpperInvariant() }.First(name => Associated(name).AssociationArn == arn);
}
