namespace BitbucketConnections.Sandbox.Protocols.Json;

/// <summary>The names and conventions of a JSON service.</summary>
/// <param name="SigningName">The service name in the scope of signatures.</param>
/// <param name="TargetPrefix">The text before the operation in <c>X-Amz-Target</c>, with the namespace if the service has one.</param>
/// <param name="ContentType">The protocol's content type.</param>
/// <param name="MessageMember">The member that holds an error's message.</param>
/// <param name="EchoesValues">True if validation errors include the value, as in the connections APIs; false as in CodePipeline.</param>
internal sealed record JsonServiceDefinition(
    string SigningName,
    string TargetPrefix,
    string ContentType,
    string MessageMember,
    bool EchoesValues)
{
    /// <summary>Gets a value indicating whether the service answers JSON 1.0 with an HTML page (recorded from CodeBuild).</summary>
    public bool RefusesJson10 { get; init; }

    /// <summary>Gets the error code for an input that breaks a constraint of the model.</summary>
    public string ValidationCode { get; init; } = "ValidationException";
}
