using Amazon.Runtime;

namespace Amazon.IdentityManagement;

/// <summary>The values of permissions boundary attachment type; a value that AWS added later is kept as it is.</summary>
public class PermissionsBoundaryAttachmentType : ConstantClass
{
    /// <summary>The value <c>PermissionsBoundaryPolicy</c>.</summary>
    public static readonly PermissionsBoundaryAttachmentType PermissionsBoundaryPolicy = new("PermissionsBoundaryPolicy");

    /// <summary>Initializes a new instance of the <see cref="PermissionsBoundaryAttachmentType"/> class.</summary>
    /// <param name="value">The value on the wire.</param>
    public PermissionsBoundaryAttachmentType(string value)
        : base(value)
    {
    }

    /// <summary>Converts a value on the wire.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator PermissionsBoundaryAttachmentType?(string? value) => value is null ? null : FindValue(value);

    /// <summary>Finds the constant of a value, or makes one for a value that AWS added later.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The constant.</returns>
    public static PermissionsBoundaryAttachmentType FindValue(string value) => FindValue<PermissionsBoundaryAttachmentType>(value);
}
