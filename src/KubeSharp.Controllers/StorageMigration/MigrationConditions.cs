using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Api.Storagemigration.V1beta1;

namespace KubeSharp.Controllers.StorageMigration;

/// <summary>The conditions of a migration: Running, then one of Succeeded and Failed.</summary>
internal static class MigrationConditions
{
    public const string Running = "Running";
    public const string Succeeded = "Succeeded";
    public const string Failed = "Failed";

    public static bool IsOver(StorageVersionMigration migration) =>
        migration.Status.Conditions.FindIndex(static c => c.Type is Succeeded or Failed && c.Status == "True") >= 0;

    public static StorageVersionMigrationStatus With(StorageVersionMigrationStatus status, string type, string value, string message, Time now)
    {
        var condition = new Condition
        {
            Type = type,
            Status = value,
            LastTransitionTime = now,
            Reason = type == Running ? "StorageVersionMigrationInProgress" : "StorageVersionMigration" + type,
            Message = message,
        };
        var index = status.Conditions.FindIndex(c => c.Type == type);
        return status with { Conditions = index < 0 ? status.Conditions.Add(condition) : status.Conditions.SetItem(index, condition) };
    }
}
