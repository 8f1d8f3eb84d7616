using Seedream.Core.Intake;

namespace Seedream.Core.Tests.Intake;

public class ColumnNamesTests
{
    [Theory]
    [InlineData("Prompt", "prompt")]
    [InlineData(" max-images ", "max_images")]
    [InlineData("Custom ID", "id")]
    [InlineData("note", null)]
    public void MeaningOf_AnySpelling_IsTheDocumentedName(string name, string? meaning) => Assert.Equal(meaning, ColumnNames.MeaningOf(name));

    [Theory]
    [InlineData("error_code", true)]
    [InlineData("Request ID", true)]
    [InlineData("errors", false)]
    public void IsAddedByReports_OnlyTheFour_AreTrue(string name, bool added) => Assert.Equal(added, ColumnNames.IsAddedByReports(name));
}
