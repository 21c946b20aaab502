using System.Collections.Generic;
using System.Linq;
using BitbucketConnections.Generator.Models;

namespace BitbucketConnections.Generator.Clients;

/// <summary>The AWS JSON protocols. The serializer reads and writes messages, with code that the compiler generates.</summary>
internal class JsonProtocol : WireProtocol
{
    private readonly bool _isCamelCase;

    public JsonProtocol(ClientModel client)
        : base(client)
    {
        var names = client.Operations.SelectMany(o => client.Members(o.Input, o.Name + "Request")).Select(m => m.Name);
        _isCamelCase = names.All(n => char.IsLower(n[0]));
    }

    /// <inheritdoc/>
    public override IEnumerable<string> Usings => [.. base.Usings, "System.Text.Json", "System.Text.Json.Serialization"];

    /// <inheritdoc/>
    public override IEnumerable<string> Attributes(Member member) =>
        member.Location is not null ? ["[JsonIgnore]"] :
        member.Name == Convert(member.Property) ? [] : [$"[JsonPropertyName({Names.Literal(member.Name)})]"];

    /// <inheritdoc/>
    public override void WriteFields(SourceText source) => source
        .Line($"private static readonly {ServiceClass} s_service = {Prefix}Protocol.Create();")
        .Lines(Client.Operations.Select(o =>
            $"private static readonly InvokeOptions {Field(o)} = s_service.Operation<{o.Name}Request, {o.Name}Response>({OperationArguments(o)});"))
        .Line();

    /// <inheritdoc/>
    public override void WriteClasses(SourceText source)
    {
        var constants = Client.Constants.Select(Client.Class).ToList();
        source.Line().Block($"internal static class {Prefix}Protocol", () =>
        {
            source.Lines(
            [
                $"public static {ServiceClass} Create() => new(",
                $"    {Names.Literal(Client.Model.Metadata("signingName") ?? Client.Model.Metadata("endpointPrefix")!)},",
                .. ServiceArguments.Select(a => $"    {Names.Literal(a)},"),
                "    AwsJsonOptions.Create(",
                $"        {Prefix}Json.Default,",
                $"        {(_isCamelCase ? "JsonNamingPolicy.CamelCase" : "null")}{(constants.Count > 0 ? "," : "),")}",
                .. constants.Select((c, i) => $"        new ConstantConverter<{c}>({c}.FindValue){(i < constants.Count - 1 ? "," : "),")}"),
                "    ToException);",
                string.Empty,
            ]);
            WriteToException(source);
        });
        source.Line().Lines(Client.Operations.Select(o => $"[JsonSerializable(typeof({o.Name}Request)), JsonSerializable(typeof({o.Name}Response))]"));
        source.Line("[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]");
        source.Line($"internal sealed partial class {Prefix}Json : JsonSerializerContext {{ }}");
    }

    /// <summary>Gets the class of the service.</summary>
    protected virtual string ServiceClass => "AwsJsonService";

    /// <summary>Gets the values that the service has on the wire.</summary>
    protected virtual IEnumerable<string> ServiceArguments => [Client.Model.Metadata("jsonVersion")!, Client.Model.Metadata("targetPrefix")!];

    /// <summary>Gets the arguments that describe an operation.</summary>
    protected virtual string OperationArguments(Operation operation) => Names.Literal(operation.Name);

    private string Convert(string property) => _isCamelCase ? System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(property) : property;
}
