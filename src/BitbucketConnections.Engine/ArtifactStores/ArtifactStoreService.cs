using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Amazon.KeyManagementService;
using Amazon.S3.Model;
using BitbucketConnections.Engine.Calling;
using BitbucketConnections.Engine.Connections;
using BitbucketConnections.Engine.Keys;
using BitbucketConnections.Engine.Policies;
using BitbucketConnections.Engine.Regions;
using BitbucketConnections.Engine.Time;

namespace BitbucketConnections.Engine.ArtifactStores;

/// <summary>Checks artifact buckets and their keys, and finds or creates the default location.</summary>
internal sealed class ArtifactStoreService
{
    // Other accounts can have names of this form too. The second attempt always uses another name.
    private const int NameTries = 5;

    // S3 creates a bucket that two commands request at the same time only once, and can ask one of them to try again.
    private const int CreationTries = 5;
    private static readonly TimeSpan s_creation = TimeSpan.FromSeconds(1);

    // A bucket that an earlier attempt created and could not complete is younger than this.
    private static readonly TimeSpan s_unfinished = TimeSpan.FromDays(1);
    private readonly BucketApi _buckets;
    private readonly KeyApi _keys;
    private readonly CallerAccount _account;
    private readonly IClock _clock;

    public ArtifactStoreService(BucketApi buckets, KeyApi keys, CallerAccount account, IClock clock)
    {
        _account = account;
        _buckets = buckets;
        _keys = keys;
        _clock = clock;
    }

    /// <summary>Finds the default location of a Region: the first bucket by name that starts <c>codepipeline-REGION-</c>.</summary>
    public async Task<string?> FindDefaultAsync(string region, CancellationToken cancellationToken) =>
        (await FindDefaultBucketAsync(region, cancellationToken).ConfigureAwait(false))?.BucketName;

    /// <summary>Finds the default location as the bucket list returns it, for <see cref="FinishDefaultAsync"/>.</summary>
    public async Task<S3Bucket?> FindDefaultBucketAsync(string region, CancellationToken cancellationToken)
    {
        var buckets = await _buckets.ListAsync(region, DefaultPrefix(region), cancellationToken).ConfigureAwait(false);

        // "The lexicographically first" (CodePipeline user guide, "Input and output artifacts").
        return buckets.Where(bucket => string.IsNullOrEmpty(bucket.BucketRegion) || bucket.BucketRegion == region)
            .OrderBy(bucket => bucket.BucketName, StringComparer.Ordinal).FirstOrDefault();
    }

    /// <summary>Creates the default bucket of a Region as the console does, with the bucket policy of the user guide.</summary>
    /// <returns>The name, and whether this call created the bucket. Commands that run at the same time use the same bucket.</returns>
    public async Task<(string Bucket, bool IsNew)> CreateDefaultAsync(string region, CancellationToken cancellationToken)
    {
        var (bucket, isNew) = await CreateNewAsync(region, cancellationToken).ConfigureAwait(false);
        if (isNew)
        {
            _buckets.ReportCreated(bucket);
        }

        try
        {
            await PutPolicyAsync(bucket, region, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException failure) when (isNew)
        {
            throw failure.WithCreated([bucket]);
        }

        return (bucket, isNew);
    }

    /// <summary>Adds the bucket policy of the user guide to a recent default bucket that has none, because an earlier attempt ended before it.</summary>
    public async Task FinishDefaultAsync(S3Bucket found, string region, CancellationToken cancellationToken)
    {
        if (await IsUnfinishedAsync(found, region, cancellationToken).ConfigureAwait(false))
        {
            await PutPolicyAsync(found.BucketName, region, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Determines whether a default bucket is recent and has no bucket policy.</summary>
    public async Task<bool> IsUnfinishedAsync(S3Bucket found, string region, CancellationToken cancellationToken)
    {
        if (found.CreationDate is not { } created || _clock.UtcNow - created.ToUniversalTime() > s_unfinished)
        {
            return false;
        }

        try
        {
            return !await _buckets.HasPolicyAsync(found.BucketName, region, cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException denied) when (denied.IsAccessDenied)
        {
            Tell(DiagnosticLevel.Verbose, $"Cannot determine whether the bucket '{found.BucketName}' has its default policy: {denied.Message}");
            return false;
        }
    }

    /// <summary>Checks that a bucket exists, belongs to the account and is in the Region. If the check is denied, writes a warning.</summary>
    public async Task<Finding?> CheckBucketAsync(string bucket, string region, CancellationToken cancellationToken) =>
        Tell(await LookAtBucketAsync(bucket, region, cancellationToken).ConfigureAwait(false));

    /// <summary>Finds out whether a bucket exists, belongs to the account and is in the Region.</summary>
    public async Task<StoreLook> LookAtBucketAsync(string bucket, string region, CancellationToken cancellationToken)
    {
        try
        {
            var head = await _buckets.HeadAsync(bucket, region, cancellationToken).ConfigureAwait(false);
            return string.IsNullOrEmpty(head.BucketRegion) || head.BucketRegion == region ? StoreLook.Sound : new StoreLook(WrongRegion(bucket, region, head.BucketRegion));
        }
        catch (ServiceException failure) when (failure.IsNotFound)
        {
            return new StoreLook(new Finding("ArtifactBucketNotFound", $"The bucket '{bucket}' was not found. Create it in {region} first, or omit it to use the default location."));
        }
        catch (ServiceException failure) when (failure.HttpStatusCode is 301 || failure.IsRefusedWith("BadRequest", "AuthorizationHeaderMalformed", "PermanentRedirect"))
        {
            return new StoreLook(WrongRegion(bucket, region, null));
        }
        catch (ServiceException failure) when (failure.IsAccessDenied)
        {
            return await CheckOwnerAsync(bucket, region, failure, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Checks that a key exists, and is enabled, symmetric and in the Region. If the check is denied, writes a warning.</summary>
    public async Task<Finding?> CheckKeyAsync(string keyId, string region, CancellationToken cancellationToken) =>
        Tell(await LookAtKeyAsync(keyId, region, cancellationToken).ConfigureAwait(false));

    /// <summary>Finds out whether a key exists, and is enabled, symmetric and in the Region.</summary>
    public async Task<StoreLook> LookAtKeyAsync(string keyId, string region, CancellationToken cancellationToken)
    {
        if (Arn.TryParse(keyId, out var arn) && arn.Region != region)
        {
            return new StoreLook(new Finding("EncryptionKeyWrongRegion", $"The key '{keyId}' is in {arn.Region}. Artifacts in {region} need a key in {region}."));
        }

        try
        {
            var key = await _keys.DescribeAsync(keyId, region, cancellationToken).ConfigureAwait(false);
            if (key.KeyState is { } state && state != KeyState.Enabled)
            {
                return new StoreLook(new Finding("EncryptionKeyDisabled", $"The key '{keyId}' is {state.Value}, not Enabled. Enable it, or specify another key."));
            }

            return key.KeySpec is { } spec && spec != KeySpec.SYMMETRIC_DEFAULT
                ? new StoreLook(new Finding("EncryptionKeyNotSymmetric", $"The key '{keyId}' has the key spec {spec.Value}. CodePipeline supports only symmetric keys (SYMMETRIC_DEFAULT)."))
                : StoreLook.Sound;
        }
        catch (ServiceException missing) when (missing.IsNotFound)
        {
            return new StoreLook(new Finding("EncryptionKeyNotFound", $"The key '{keyId}' was not found in {region}. Specify the ID or ARN of a key in {region}."));
        }
        catch (ServiceException denied) when (denied.IsAccessDenied)
        {
            return new StoreLook($"The key '{keyId}' can't be checked, because kms:DescribeKey is denied. The key must be enabled, symmetric and in {region}.");
        }
    }

    private static string DefaultPrefix(string region) => $"codepipeline-{region}-";

    private static Finding WrongRegion(string bucket, string region, string? actual) => new(
        "ArtifactBucketWrongRegion",
        $"The bucket '{bucket}' is in {actual ?? "another Region"}. Artifacts in {region} need a bucket in {region}; with any other bucket, executions fail with JobFailed.");

    // S3 returns the same error for a bucket of another account and for an own bucket without read access. The list shows which it is.
    private async Task<StoreLook> CheckOwnerAsync(string bucket, string region, ServiceException denied, CancellationToken cancellationToken)
    {
        try
        {
            var own = await _buckets.ListAsync(region, bucket, cancellationToken).ConfigureAwait(false);
            if (!own.Any(b => b.BucketName == bucket))
            {
                return new StoreLook(new Finding(
                    "ArtifactBucketNotOurs", $"The bucket '{bucket}' belongs to another account. Specify a bucket in the pipeline's account."));
            }
        }
        catch (ServiceException failure) when (failure.IsAccessDenied)
        {
            denied = failure;
        }

        return new StoreLook($"The bucket '{bucket}' can't be checked. It must be in {region} and belong to the pipeline's account. {denied.Message}");
    }

    // S3 has no other lock than the name: commands that run at the same time get the same name, so S3 creates one bucket.
    private async Task<(string Bucket, bool IsNew)> CreateNewAsync(string region, CancellationToken cancellationToken)
    {
        var account = await _account.FindAsync(cancellationToken).ConfigureAwait(false);
        for (var attempt = 1; ; attempt++)
        {
            // Other accounts can take names that follow from the account, so the last name is random.
            var bucket = DefaultPrefix(region) + (account is null || attempt == NameTries ? RandomSuffix() : Suffix($"{account} {region} {attempt}"));
            try
            {
                var isNew = await CreateAsync(bucket, region, cancellationToken).ConfigureAwait(false);
                if (account is null)
                {
                    await WarnOfOtherAsync(bucket, region, cancellationToken).ConfigureAwait(false);
                }

                return (bucket, isNew);
            }
            catch (ServiceException taken) when (taken.IsRefusedWith("BucketAlreadyExists") && attempt < NameTries)
            {
                Tell(DiagnosticLevel.Verbose, $"The bucket name '{bucket}' already exists. Trying another name.");
            }
        }
    }

    /// <returns>Whether this call created the bucket, and not another command of the account.</returns>
    private async Task<bool> CreateAsync(string bucket, string region, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await _buckets.CreateAsync(bucket, region, cancellationToken).ConfigureAwait(false);
                return true;
            }
            catch (ServiceException mine) when (mine.IsRefusedWith("BucketAlreadyOwnedByYou"))
            {
                // An earlier attempt of this call, whose response was lost, or another command created it.
                return mine.MayHaveTakenEffect;
            }
            catch (ServiceException busy) when (busy.IsRefusedWith("OperationAborted") && attempt < CreationTries)
            {
                Tell(DiagnosticLevel.Verbose, $"Another command creates the bucket '{bucket}' at the same time. Trying again in {s_creation.TotalSeconds:0} s.");
                await _clock.DelayAsync(s_creation, cancellationToken).ConfigureAwait(false);
            }
            catch (ServiceException failure) when (failure.MayHaveTakenEffect)
            {
                if (await OutcomeLookup.FindAsync(failure, async () => await _buckets.HeadAsync(bucket, region, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false) is null)
                {
                    throw;
                }

                return true;
            }
        }
    }

    // Without the account, the name is random, and another command can have created another bucket.
    private async Task WarnOfOtherAsync(string bucket, string region, CancellationToken cancellationToken)
    {
        if (await FindDefaultAsync(region, cancellationToken).ConfigureAwait(false) is { } first && first != bucket)
        {
            Tell(
                DiagnosticLevel.Warning,
                $"Another command created the default artifact bucket '{first}' of {region} at the same time. This command created and uses '{bucket}'. Both work. New pipelines use '{first}'.");
        }
    }

    // Twelve digits, as in the console's names.
    private static string Suffix(string text)
    {
        using var sha = SHA256.Create();
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return Digits(sha.ComputeHash(stream));
    }

    private static string RandomSuffix()
    {
        var bytes = new byte[8];
        using var random = RandomNumberGenerator.Create();
        random.GetBytes(bytes);
        return Digits(bytes);
    }

    private static string Digits(byte[] bytes) => (BitConverter.ToUInt64(bytes, 0) % 1_000_000_000_000UL).ToString("D12", System.Globalization.CultureInfo.InvariantCulture);

    private Task PutPolicyAsync(string bucket, string region, CancellationToken cancellationToken) => _buckets.PutPolicyAsync(
        bucket, region, PolicyJson.ArtifactBucket(AwsPartition.Of(region), bucket), cancellationToken);

    private Finding? Tell(StoreLook look)
    {
        if (look.Unchecked is { } reason)
        {
            Tell(DiagnosticLevel.Warning, reason);
        }

        return look.Finding;
    }

    private void Tell(DiagnosticLevel level, string message) => _buckets.Diagnostics.Write(new DiagnosticEvent(level, message));
}
