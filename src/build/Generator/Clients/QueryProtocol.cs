using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Generator.Models;

namespace BitbucketConnections.Generator.Clients;

/// <summary>The AWS query protocol. The client writes a form and reads XML member by member.</summary>
internal sealed class QueryProtocol(ClientModel client) : WireProtocol(client)
{
    /// <inheritdoc/>
    public override IEnumerable<string> Usings => [.. base.Usings, "System.Xml.Linq"];

    // The structures in requests, and those in responses.
    private IEnumerable<Shape> Written => Structures(Client.Operations.Select(o => o.Input));

    private IEnumerable<Shape> Read => Structures(Client.Operations.Select(o => o.Output));

    /// <inheritdoc/>
    public override IEnumerable<string> Attributes(Member member) => [];

    /// <inheritdoc/>
    public override void WriteFields(SourceText source) => source
        .Line($"private static readonly AwsQueryService s_service = {Prefix}Protocol.Create();")
        .Lines(Client.Operations.Select(o =>
            $"private static readonly InvokeOptions {Field(o)} = s_service.Operation<{o.Name}Request, {o.Name}Response>({Names.Literal(o.Name)}, RequestWriter.Write{(HasResult(o) ? ", AnswerReader." + o.Name : string.Empty)});"))
        .Line();

    /// <inheritdoc/>
    public override void WriteClasses(SourceText source)
    {
        source.Line().Block($"internal static class {Prefix}Protocol", () =>
        {
            source.Line($"public static AwsQueryService Create() => new({Names.Literal(Client.Model.Metadata("endpointPrefix")!)}, {Names.Literal(Client.Model.Metadata("apiVersion")!)}, ToException);").Line();
            WriteToException(source);
        });
        source.Line().Block("internal static class RequestWriter", () =>
        {
            foreach (var operation in Client.Operations)
            {
                WriteWriter(source, operation.Name + "Request", operation.Input);
            }

            foreach (var shape in Written)
            {
                WriteWriter(source, Client.Class(shape), shape.Name);
            }
        });
        source.Line().Block("internal static class AnswerReader", () =>
        {
            foreach (var operation in Client.Operations.Where(HasResult))
            {
                WriteReader(source, operation.Name, operation.Name + "Response", operation.Output!);
            }

            foreach (var shape in Read)
            {
                WriteReader(source, "Read" + Client.Class(shape), Client.Class(shape), shape.Name);
            }
        });
    }

    private IEnumerable<Shape> Structures(IEnumerable<string?> messages)
    {
        var reached = Client.Model.Reach(messages.OfType<string>(), Client.Settings.LeaveOut);
        return Client.Structures.Where(s => reached.Contains(s.Name));
    }

    private bool HasResult(Operation operation) => Client.Members(operation.Output, operation.Name + "Response").Any();

    private void WriteWriter(SourceText source, string type, string? shape) =>
        source.Block($"public static void Write({type} value, QueryForm form)", () => source.Lines(Client.Members(shape, type).Select(m => m.Shape.Type switch
        {
            "string" when m.Shape.IsEnum => $"form.Add({Names.Literal(m.Name)}, value.{m.Property}?.Value);",
            "string" or "integer" => $"form.Add({Names.Literal(m.Name)}, value.{m.Property});",
            "structure" => $"form.Add({Names.Literal(m.Name)}, value.{m.Property}, Write);",
            "list" when ElementOf(m).Type == "structure" => $"form.Add({Names.Literal(m.Name)}, value.{m.Property}, Write);",
            "list" when ElementOf(m) is { Type: "string", IsEnum: false } => $"form.Add({Names.Literal(m.Name)}, value.{m.Property});",
            _ => throw Unknown(m, "written"),
        })));

    private void WriteReader(SourceText source, string method, string type, string shape) =>
        source.Block($"public static {type} {method}(XElement value) => new()", () => source.Lines(Client.Members(shape, type).Select(m => $"{m.Property} = " + m.Shape.Type switch
        {
            "string" => $"value.Text({Names.Literal(m.Name)}),",
            "integer" => $"value.Integer({Names.Literal(m.Name)}),",
            "boolean" => $"value.Boolean({Names.Literal(m.Name)}),",
            "timestamp" => $"value.Timestamp({Names.Literal(m.Name)}),",
            "structure" => $"value.Structure({Names.Literal(m.Name)}, Read{Client.Class(m.Shape)}),",
            "list" when ElementOf(m).Type == "structure" => $"value.List({Names.Literal(m.Name)}, Read{Client.Class(ElementOf(m))}),",
            "list" when ElementOf(m).Type == "string" => $"value.List({Names.Literal(m.Name)}, e => e.Value),",
            _ => throw Unknown(m, "read"),
        })), "};");

    private Shape ElementOf(Member member) => Client.Model.Shape(member.Shape.Element!);

    private UsageException Unknown(Member member, string verb) => new(
        $"{Client.Model.Name}: a {member.Shape.Type} such as {member.Name} can't be {verb} yet. Add this to Protocol/ of the clients and to QueryProtocol of the generator.");
}
