# The files of the module: each file of lib/ with the build output that it is copied from. The build fails if a
# file is missing, or if a dll in an output is in neither list.
@{
    # Folder in lib/ = files, by their project and target framework.
    Files = @(
        @{ To = ''; Project = 'BitbucketConnections'; Framework = 'netstandard2.0'
            Names = @('BitbucketConnections.dll', 'BitbucketConnections.Contracts.dll')
        }
        @{ To = ''; Project = 'BitbucketConnections.Loader'; Framework = 'net8.0'
            Names = @('BitbucketConnections.Loader.dll')
        }
        @{ To = 'net8.0'; Project = 'BitbucketConnections.Engine'; Framework = 'net8.0'
            Names = @(
                'AWSSDK.Core.dll', 'AWSSDK.Extensions.Numerics.dll', 'AWSSDK.KeyManagementService.dll', 'AWSSDK.S3.dll', 'AWSSDK.SecurityToken.dll', 'AWSSDK.SSO.dll', 'AWSSDK.SSOOIDC.dll'
                'BitbucketConnections.AwsClients.dll', 'BitbucketConnections.Engine.dll', 'System.IO.Hashing.dll'
            )
        }
        @{ To = 'net8.0'; Project = 'BitbucketConnections.Sandbox'; Framework = 'net8.0'
            Names = @('BitbucketConnections.Sandbox.dll', 'Cronos.dll')
        }
        @{ To = 'netstandard2.0'; Project = 'BitbucketConnections.Engine'; Framework = 'netstandard2.0'
            Names = @(
                'AWSSDK.Core.dll', 'AWSSDK.Extensions.Numerics.dll', 'AWSSDK.KeyManagementService.dll', 'AWSSDK.S3.dll', 'AWSSDK.SecurityToken.dll', 'AWSSDK.SSO.dll', 'AWSSDK.SSOOIDC.dll'
                'BitbucketConnections.AwsClients.dll', 'BitbucketConnections.Engine.dll'
                'Microsoft.Bcl.AsyncInterfaces.dll', 'System.Buffers.dll', 'System.IO.Hashing.dll', 'System.Memory.dll', 'System.Numerics.Vectors.dll'
                'System.Runtime.CompilerServices.Unsafe.dll', 'System.Text.Encodings.Web.dll', 'System.Text.Json.dll'
                'System.Threading.Tasks.Extensions.dll'
            )
        }
        @{ To = 'netstandard2.0'; Project = 'BitbucketConnections.Sandbox'; Framework = 'netstandard2.0'
            Names = @('BitbucketConnections.Sandbox.dll', 'Cronos.dll')
        }
    )

    # Files in an output that are not copied from it: another entry copies them, or the host has them.
    Elsewhere = @(
        'BitbucketConnections.Contracts.dll'
        'System.Management.Automation.dll'
        'Microsoft.Bcl.AsyncInterfaces.dll', 'System.Buffers.dll', 'System.Memory.dll', 'System.Numerics.Vectors.dll'
        'System.Runtime.CompilerServices.Unsafe.dll', 'System.Text.Encodings.Web.dll', 'System.Text.Json.dll'
        'System.Threading.Tasks.Extensions.dll'
    )

    # The files of a folder that are also compiled to native code, into a folder for each platform. Only files that the first calls of a session use:
    # native code more than doubles a file.
    Precompiled = @{
        Folder    = 'net8.0'
        Platforms = @('linux-x64', 'osx-arm64', 'win-x64')
        Names     = @(
            'AWSSDK.Core.dll', 'AWSSDK.S3.dll', 'AWSSDK.SecurityToken.dll', 'BitbucketConnections.AwsClients.dll', 'BitbucketConnections.Engine.dll'
        )
    }

    # The views, from src/BitbucketConnections to lib/.
    Views = @('BitbucketConnections.Format.ps1xml')

    # The files of the package outside lib/ and en-US/, from the root of the checkout.
    Package = @('BitbucketConnections.psd1', 'LICENSE', 'docs/CHANGELOG.md', 'docs/THIRD-PARTY-NOTICES.md')
}
