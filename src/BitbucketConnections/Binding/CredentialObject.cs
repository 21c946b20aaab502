using System;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;

namespace BitbucketConnections.Binding;

/// <summary>
/// Reads credentials from an object by its members: AWSCredentials of any copy of the AWS SDK in any load context, the object that AWS Tools keep in
/// $StoredAWSCredentials, or a PSCredential.
/// </summary>
internal static class CredentialObject
{
    private const int MaximumDepth = 8;
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>Gets the source of the credentials; null if the object contains none.</summary>
    public static HeldCredentials? Hold(object? value) => Hold(value, 0);

    // Objects can refer to each other.
    private static HeldCredentials? Hold(object? value, int depth)
    {
        var holder = Unwrap(value);
        return holder switch
        {
            null => null,
            HeldCredentials held => held,
            PSCredential pair => pair.UserName is { Length: > 0 } name && pair.Password is { Length: > 0 } ? new HeldCredentials(pair, _ => Task.FromResult(
                new CredentialValues(name, Secret.Reveal(pair.Password)!))) : null,
            _ when Method(holder, "GetCredentialsAsync") is { } ask && typeof(Task).IsAssignableFrom(ask.ReturnType) =>
                new HeldCredentials(holder, token => AskAsync(holder, ask, token)),
            _ when Method(holder, "GetCredentials") is { } ask => new HeldCredentials(holder, _ => Task.FromResult(Values(Call(holder, ask)))),
            _ => depth < MaximumDepth && Member(holder, "Credentials") is { } inner ? Hold(inner, depth + 1) : null,
        };
    }

    private static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    // Some SDKs have overloads with a lifetime. All have the one without parameters.
    private static MethodInfo? Method(object holder, string name) =>
        holder.GetType().GetMethods().FirstOrDefault(m => m.Name == name && m.GetParameters().Length == 0 && !m.IsGenericMethod);

    private static object? Member(object holder, string name)
    {
        for (var type = holder.GetType(); type is not null; type = type.BaseType)
        {
            if (type.GetProperty(name, Any | BindingFlags.DeclaredOnly) is { CanRead: true } property)
            {
                return Unwrap(property.GetValue(holder));
            }

            if (type.GetField(name, Any | BindingFlags.DeclaredOnly) is { } field)
            {
                return Unwrap(field.GetValue(holder));
            }
        }

        return null;
    }

    private static object? Call(object holder, MethodInfo method)
    {
        try
        {
            return method.Invoke(holder, null);
        }
        catch (TargetInvocationException failure) when (failure.InnerException is { } cause)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(cause).Throw();
            throw;
        }
    }

    private static async Task<CredentialValues> AskAsync(object holder, MethodInfo method, CancellationToken cancellationToken)
    {
        var asked = (Task)Call(holder, method)!;
        var stopped = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using (cancellationToken.Register(() => stopped.TrySetResult(true)))
        {
            await Task.WhenAny(asked, stopped.Task).ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        await asked.ConfigureAwait(false);
        return Values(asked.GetType().GetProperty("Result")!.GetValue(asked));
    }

    private static CredentialValues Values(object? keys)
    {
        if (keys is null || Member(keys, "AccessKey") is not string { Length: > 0 } access || Member(keys, "SecretKey") is not string { Length: > 0 } secret)
        {
            throw new InvalidOperationException("The object returned no access key and secret key.");
        }

        return new CredentialValues(access, secret, Member(keys, "Token") is string { Length: > 0 } token ? token : null);
    }
}
