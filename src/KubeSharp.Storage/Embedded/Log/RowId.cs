namespace KubeSharp.Storage.Embedded.Log;

/// <summary>
/// The primary key of the log: the revision and, below it, the position within the transaction. Rows are thus appended in
/// order, and a scan by revision needs no index.
/// </summary>
internal static class RowId
{
    /// <summary>Changes that one transaction can make.</summary>
    public const int MaxPositions = 1 << Shift;

    private const int Shift = 20;

    public static long Of(long revision, int position) => (revision << Shift) | (uint)position;

    public static long RevisionOf(long id) => id >> Shift;

    public static int PositionOf(long id) => (int)(id & (MaxPositions - 1));
}
