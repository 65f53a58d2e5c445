using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.Api.Custom;

namespace KubeSharp.Api.Tests;

public sealed class CustomKindTests
{
    private int _found;

    [Fact]
    public void Schema_IsFoundWhenItIsWanted_AndLetGoAfterward()
    {
        var version = new CustomResourceDefinitionVersion
        {
            Name = "v1",
            Schema = new CustomResourceValidation { OpenAPIV3Schema = new JSONSchemaProps { Type = "object" } },
        };
        var definition = new CustomResourceDefinition
        {
            Spec = new CustomResourceDefinitionSpec
            {
                Group = "example.com",
                Names = new CustomResourceDefinitionNames { Kind = "Thing", ListKind = "ThingList" },
                Versions = [version],
            },
        };
        var kind = CustomKind.Of(definition, version, Find);
        Assert.Equal(("example.com/v1", "ThingList", false, 0), (kind.Type.ApiVersion, kind.ListType.Kind, kind.KeepsUnknown, _found));

        Assert.Equal("object", kind.Schema!.Type);
        Assert.Equal("Thing", kind.Type.Schema.Name);
        kind.Rest();
        Assert.Equal("object", kind.Schema!.Type);
        Assert.Equal(1, _found);

        kind.Rest();
        kind.Rest();
        Assert.Equal("object", kind.Schema!.Type);
        Assert.Equal(2, _found);

        JSONSchemaProps? Find()
        {
            _found++;
            return version.Schema!.OpenAPIV3Schema;
        }
    }
}
