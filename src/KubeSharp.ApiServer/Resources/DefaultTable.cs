using KubeSharp.Api;

namespace KubeSharp.ApiServer.Resources;

/// <summary>The two columns that every kind has: its name and its age.</summary>
public static class DefaultTable
{
    public static readonly TableColumn Name = new(
        "Name", "string", "Name must be unique within a namespace.", Format: "name");

    public static readonly TableColumn Age = new("Age", "string", "Time since the object was created.");

    public static IReadOnlyList<TableColumn> Columns { get; } = [Name, Age];

    public static object?[] Cells(ApiObject value, DateTimeOffset now) =>
        [value.Metadata.Name, HumanDuration.Since(value.Metadata.CreationTimestamp, now)];
}
