using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using BitbucketConnections.Generator.Clients;
using BitbucketConnections.Generator.Models;

namespace BitbucketConnections.Generator.Stubs;

/// <summary>
/// Writes projects whose packages have the names and the public API of the official ones. Their clients throw: they
/// only prove that the module compiles against the official packages. They are never run and never shipped.
/// </summary>
internal sealed partial class StubsVerb : IVerb
{
    // Higher than any version in a feed.
    private const string Version = "4.999.0";

    /// <inheritdoc/>
    public string Name => "stubs";

    /// <inheritdoc/>
    public string Usage => "FOLDER  writes projects of packages with the official API; 'dotnet msbuild FOLDER/Stubs.proj' packs them into FOLDER/feed";

    /// <inheritdoc/>
    public void Run(IReadOnlyList<string> arguments, TextWriter output)
    {
        if (arguments.Count != 1)
        {
            throw new UsageException("Specify the output folder.");
        }

        var repository = Repository.Find();
        var core = CoreVersion().Match(File.ReadAllText(Path.Combine(repository.Root, "src", "Directory.Packages.props"))).Groups[1].Value;
        foreach (var (service, settings) in ServiceSettings.Read(repository.Services).Where(s => s.Value.Client is not null))
        {
            var model = ServiceModel.Read(repository, service);
            var client = new ClientModel(model, settings.Client! with { Operations = [.. model.Operations.Keys], LeaveOut = [] }, isAnnotated: false);
            var folder = Path.Combine(arguments[0], settings.Client!.Package);
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "Stub.cs"), new ClientSource(client, new StubProtocol()).Write());
            var project = Path.Combine(folder, $"AWSSDK.{settings.Client.Package}.csproj");
            File.WriteAllText(project, Project(core));
            output.WriteLine(project);
        }

        File.WriteAllText(Path.Combine(arguments[0], "Stubs.proj"), Packing);
    }

    private static string Project(string core) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFrameworks>netstandard2.0;net8.0</TargetFrameworks>
            <LangVersion>latest</LangVersion>
            <SuppressTfmSupportBuildWarnings>true</SuppressTfmSupportBuildWarnings>
            <Version>{Version}</Version>
            <AssemblyVersion>4.0.0.0</AssemblyVersion>
            <Description>Has the shape of the official package; its client throws</Description>
            <PackageOutputPath>$(MSBuildThisFileDirectory)../feed</PackageOutputPath>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="AWSSDK.Core" Version="{core}" />
          </ItemGroup>
        </Project>
        """;

    private const string Packing = """
        <Project DefaultTargets="Pack">
          <ItemGroup>
            <Stub Include="*/*.csproj" />
          </ItemGroup>
          <Target Name="Pack">
            <MSBuild Projects="@(Stub)" Targets="Restore" Properties="Part=Restore" />
            <MSBuild Projects="@(Stub)" Targets="Pack" Properties="Configuration=Release" BuildInParallel="true" />
          </Target>
        </Project>
        """;

    [GeneratedRegex("Include=\"AWSSDK.Core\" Version=\"([^\"]+)\"")]
    private static partial Regex CoreVersion();
}
