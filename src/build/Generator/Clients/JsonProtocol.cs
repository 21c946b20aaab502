using System.Collections.Generic;
using System.Linq;

namespace BitbucketConnections.Generator.Clients;

/// <summary>The AWS JSON protocols. The serializer reads and writes messages, with code that the compiler generates.</summary>
internal sealed class JsonProtocol : WireProtocol
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
        member.Name == Convert(member.Property) ? [] : [$"[JsonPropertyName({Names.Literal(member.Name)})]"];

    /// <inheritdoc/>
    public override void WriteFields(SourceText source) => source
        .Line($"private static readonly AwsJsonService s_service = {Prefix}Protocol.Create();")
        .Lines(Client.Operations.Select(o =>
            $"private static readonly InvokeOptions {Field(o)} = s_service.Operation<{o.Name}Request, {o.Name}Response>({Names.Literal(o.Name)});"))
        .Line();

    /// <inheritdoc/>
    public override void WriteClasses(SourceText source)
    {
        var constants = Client.Constants.Select(Client.Class).ToList();
        source.Line().Block($"internal static class {Prefix}Protocol", () =>
        {
            source.Lines(
            [
                "public static AwsJsonService Create() => new(",
                $"    {Names.Literal(Client.Model.Metadata("signingName") ?? Client.Model.Metadata("endpointPrefix")!)},",
                $"    {Names.Literal(Client.Model.Metadata("jsonVersion")!)},",
                $"    {Names.Literal(Client.Model.Metadata("targetPrefix")!)},",
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

    private string Convert(string property) => _isCamelCase ? System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(property) : property;
}
