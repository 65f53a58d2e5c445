using KubeSharp.Api;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.Tests.Resources;

public sealed class AllStrategiesTests
{
    public static TheoryData<string, string> Stored
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var resource in ApiResources.All)
            {
                if (StrategyRunner.All.Find(resource) is not null)
                {
                    data.Add(resource.Group, resource.Name);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Stored))]
    public void DefaultingTwiceReturnsTheSameObject(string group, string resource)
    {
        var strategy = Find(group, resource);
        var value = strategy.Default((ApiObject)strategy.Type.Empty);

        Assert.Same(value, strategy.Default(value));
    }

    [Theory]
    [MemberData(nameof(Stored))]
    public void EveryColumnHasACell(string group, string resource)
    {
        var strategy = Find(group, resource);
        var value = strategy.Default((ApiObject)strategy.Type.Empty);

        Assert.Equal(strategy.Columns.Count, strategy.Cells(value, StrategyRunner.Now).Length);
    }

    [Theory]
    [MemberData(nameof(Stored))]
    public void AnEmptyObjectIsRefusedForItsNameAtLeast(string group, string resource)
    {
        var strategy = Find(group, resource);
        var value = strategy.PrepareForCreate(StrategyRunner.Context(), strategy.Default((ApiObject)strategy.Type.Empty));
        var errors = new ErrorList();
        strategy.Validate(StrategyRunner.Context(), value, errors);

        if (resource != "events")
        {
            Assert.Contains("metadata.name: Required value: name or generateName is required", StrategyRunner.Text(errors));
        }
    }

    [Theory]
    [MemberData(nameof(Stored))]
    public void UpdatesAndStatusUpdatesOfEmptyObjectsDoNotThrow(string group, string resource)
    {
        var strategy = Find(group, resource);
        var context = StrategyRunner.Context();
        var value = strategy.Default((ApiObject)strategy.Type.Empty);
        strategy.ValidateUpdate(context, strategy.PrepareForUpdate(context, value, value), value, new ErrorList());
        strategy.ValidateStatusUpdate(context, strategy.PrepareForStatusUpdate(context, value, value), value, new ErrorList());
        strategy.Warn(context, value, null);

        Assert.All(strategy.SelectableFields, field => Assert.NotNull(strategy.SelectableField(value, field)));
    }

    [Fact]
    public void EveryServedStoredResourceHasAStrategy()
    {
        string[] unstored =
        [
            "bindings", "componentstatuses", "selfsubjectreviews", "tokenreviews", "localsubjectaccessreviews", "selfsubjectaccessreviews",
            "selfsubjectrulesreviews", "subjectaccessreviews", "customresourcedefinitions",
        ];
        var missing = ApiResources.All
            .Where(r => r.EnabledByDefault && r.ServedBy is null && !unstored.Contains(r.Name) && StrategyRunner.All.Find(r) is null)
            .Select(r => r.QualifiedName);

        Assert.Empty(missing);
    }

    private static ResourceStrategy Find(string group, string resource) =>
        StrategyRunner.All.Find(ApiResources.All.First(r => r.Group == group && r.Name == resource))!;
}
