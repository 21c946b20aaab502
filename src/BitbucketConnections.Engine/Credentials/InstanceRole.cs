using Amazon.Runtime;

namespace BitbucketConnections.Engine.Credentials;

/// <summary>Gets the credentials of the instance's role.</summary>
internal sealed class InstanceRole(InstanceMetadata metadata) : ICredentialSource
{
    public string Describe(SessionSettings settings) => InstanceMetadata.IsEnabled
        ? "the metadata service of an EC2 instance"
        : "the metadata service of an EC2 instance (disabled by AWS_EC2_METADATA_DISABLED)";

    public AWSCredentials? Find(SessionSettings settings) =>
        metadata.FindRole() is { } role ? new InstanceProfileAWSCredentials(role) : null;
}
