using Amazon.IdentityManagement.Model;
using Amazon.Protocol;

namespace Amazon.IdentityManagement;

/// <summary>Writes the members of each request of IAM.</summary>
internal static class RequestWriter
{
    public static void Write(AttachRolePolicyRequest request, QueryForm form)
    {
        form.Add("RoleName", request.RoleName);
        form.Add("PolicyArn", request.PolicyArn);
    }

    public static void Write(CreateRoleRequest request, QueryForm form)
    {
        form.Add("Path", request.Path);
        form.Add("RoleName", request.RoleName);
        form.Add("AssumeRolePolicyDocument", request.AssumeRolePolicyDocument);
        form.Add("Description", request.Description);
        form.Add("MaxSessionDuration", request.MaxSessionDuration);
        form.Add("PermissionsBoundary", request.PermissionsBoundary);
        form.Add("Tags", request.Tags, Write);
    }

    public static void Write(DeleteRoleRequest request, QueryForm form)
    {
        form.Add("RoleName", request.RoleName);
    }

    public static void Write(DeleteRolePolicyRequest request, QueryForm form)
    {
        form.Add("RoleName", request.RoleName);
        form.Add("PolicyName", request.PolicyName);
    }

    public static void Write(GetRoleRequest request, QueryForm form)
    {
        form.Add("RoleName", request.RoleName);
    }

    public static void Write(GetRolePolicyRequest request, QueryForm form)
    {
        form.Add("RoleName", request.RoleName);
        form.Add("PolicyName", request.PolicyName);
    }

    public static void Write(ListAttachedRolePoliciesRequest request, QueryForm form)
    {
        form.Add("RoleName", request.RoleName);
        form.Add("PathPrefix", request.PathPrefix);
        form.Add("Marker", request.Marker);
        form.Add("MaxItems", request.MaxItems);
    }

    public static void Write(ListRolePoliciesRequest request, QueryForm form)
    {
        form.Add("RoleName", request.RoleName);
        form.Add("Marker", request.Marker);
        form.Add("MaxItems", request.MaxItems);
    }

    public static void Write(ListRolesRequest request, QueryForm form)
    {
        form.Add("PathPrefix", request.PathPrefix);
        form.Add("Marker", request.Marker);
        form.Add("MaxItems", request.MaxItems);
    }

    public static void Write(PutRolePolicyRequest request, QueryForm form)
    {
        form.Add("RoleName", request.RoleName);
        form.Add("PolicyName", request.PolicyName);
        form.Add("PolicyDocument", request.PolicyDocument);
    }

    public static void Write(TagRoleRequest request, QueryForm form)
    {
        form.Add("RoleName", request.RoleName);
        form.Add("Tags", request.Tags, Write);
    }

    public static void Write(UpdateAssumeRolePolicyRequest request, QueryForm form)
    {
        form.Add("RoleName", request.RoleName);
        form.Add("PolicyDocument", request.PolicyDocument);
    }

    private static void Write(Tag tag, QueryForm form)
    {
        form.Add("Key", tag.Key);
        form.Add("Value", tag.Value);
    }
}
