# What the coverage is measured of, and which tests do not run on the instrumented copies.
@{
    # The projects with a figure. Both builds of a project are one figure: a line is covered if a test calls it in one of them.
    Projects = @(
        'BitbucketConnections.Contracts', 'BitbucketConnections', 'BitbucketConnections.Loader', 'BitbucketConnections.Engine', 'BitbucketConnections.AwsClients'
        'BitbucketConnections.Sandbox'
    )

    # Source files that are not measured: the output of src/build/Generator, and what the build writes to obj/ (a copy of another file).
    Excluded = '\.g\.cs$', '/obj/'

    # Tests of the compiled assemblies and of the package, of how it loads beside other modules, and of a million inputs. They run on the originals only.
    Originals = @(
        'BitbucketConnections.Architecture.Tests', 'BitbucketConnections.Fuzz.Tests', 'BitbucketConnections.Generator.Tests', 'Coverage.Tests.ps1', 'Help.Tests.ps1', 'Isolation.Tests.ps1', 'Manifest.Tests.ps1', 'NativeCode.Tests.ps1'
        'OfficialSdk.Tests.ps1', 'Package.Tests.ps1', 'Phrases.Tests.ps1', 'PublicSurface.Tests.ps1', 'Reproducible.Tests.ps1', 'Views.Tests.ps1'
    )

    # Tests of the main uses, in both layouts. They run on the packed module, because a copy proves nothing about it, and again on the instrumented copy,
    # because other tests do not call the same code.
    Both = 'Desktop.Tests.ps1', 'Journey.Tests.ps1'
}
