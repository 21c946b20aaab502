namespace BitbucketConnections.Sandbox.Protocols.Json;

/// <summary>The names and conventions of a JSON service.</summary>
/// <param name="SigningName">The name signatures are scoped to.</param>
/// <param name="TargetPrefix">What stands before the operation in <c>X-Amz-Target</c>, with the namespace where there is one.</param>
/// <param name="ContentType">The protocol's content type.</param>
/// <param name="MessageMember">The member an error's message is in.</param>
/// <param name="EchoesValues">Whether validation errors echo the value: the connections APIs do, CodePipeline does not.</param>
internal sealed record JsonServiceDefinition(
    string SigningName,
    string TargetPrefix,
    string ContentType,
    string MessageMember,
    bool EchoesValues);
