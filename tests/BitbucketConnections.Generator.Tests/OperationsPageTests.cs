using System.IO;
using System.Linq;
using BitbucketConnections.Generator.Models;
using BitbucketConnections.Generator.Operations;

namespace BitbucketConnections.Generator.Tests;

public sealed class OperationsPageTests
{
    [Fact]
    public void The_page_of_operations_matches_models_engine_and_sandbox()
    {
        var services = Checkout.Services.Select(s => (ServiceModel.Read(Checkout.Repository, s.Key), s.Value));

        Assert.Equal(
            OperationsPage.Write(services, Checkout.Engine, Sandbox.SandboxServices.Operations()),
            File.ReadAllText(Path.Combine(Checkout.Repository.Root, "docs", "operations.md")));
    }

    [Fact]
    public void The_sandbox_supports_only_operations_that_AWS_has() => Assert.Empty(
        from service in Sandbox.SandboxServices.Operations()
        from operation in service.Value
        where !ServiceModel.Read(Checkout.Repository, service.Key).OperationNames.Contains(operation)
        select $"{service.Key} {operation}");
}
