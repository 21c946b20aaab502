using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using BitbucketConnections.Sandbox.Formats;
using BitbucketConnections.Sandbox.Protocols;
using BitbucketConnections.Sandbox.Protocols.Query;
using static BitbucketConnections.Sandbox.Protocols.Query.QueryOperation;

namespace BitbucketConnections.Sandbox.Identity;

/// <summary>Handles the inline policies of roles or users.</summary>
internal sealed class InlinePolicyOperations
{
    private readonly IdentityKind _kind;

    /// <summary>Initializes a new instance of the <see cref="InlinePolicyOperations"/> class.</summary>
    /// <param name="kind">Roles or users.</param>
    public InlinePolicyOperations(IdentityKind kind) => _kind = kind;

    /// <summary>Gets the operations.</summary>
    /// <returns>The operations.</returns>
    public IEnumerable<QueryOperation> All() =>
    [
        new($"Put{_kind.Name}Policy", _kind.Shapes.Put, Put),
        new($"Get{_kind.Name}Policy", _kind.Shapes.ByName, Get),
        new($"List{_kind.Name}Policies", _kind.Shapes.List, List),
        new($"Delete{_kind.Name}Policy", _kind.Shapes.ByName, Delete),
    ];

    private object[]? Put(ServiceCall call, JsonObject input)
    {
        var owner = _kind.Find(call, input);
        var document = input.Text("PolicyDocument")!;
        var name = input.Text("PolicyName")!;
        var others = owner.InlinePolicies.Where(policy => !policy.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(policy => policy.Value.Document);
        owner.PutPolicy(name, new InlinePolicy(document, PolicyDocumentChecks.Inline(document, others, _kind, owner.Name)), PolicyTime.Of(call));
        return null;
    }

    private object[] Get(ServiceCall call, JsonObject input)
    {
        var owner = _kind.Find(call, input);
        var name = input.Text("PolicyName")!;
        return owner.InlinePolicies.TryGetValue(name, out var policy)
            ?
            [
                Element(_kind.NameMember, owner.Name),
                Element("PolicyName", name),
                Element("PolicyDocument", Uri.EscapeDataString(policy.Document)),
            ]
            : throw NotFound(name);
    }

    private object[] List(ServiceCall call, JsonObject input)
    {
        var names = _kind.Find(call, input).InlinePolicies.Keys;
        return IamListPage.Write(call, input, "PolicyNames", names, name => name, name => Element("member", name));
    }

    private object[]? Delete(ServiceCall call, JsonObject input)
    {
        var name = input.Text("PolicyName")!;
        return _kind.Find(call, input).RemovePolicy(name, PolicyTime.Of(call)) ? null : throw NotFound(name);
    }

    private AwsErrorException NotFound(string name) =>
        new("NoSuchEntity", $"The {_kind.MessageName} policy with name {name} cannot be found.", 404);
}
