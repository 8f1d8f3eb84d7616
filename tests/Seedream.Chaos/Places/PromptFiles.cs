using System.Globalization;
using System.Text;

namespace Seedream.Chaos.Places;

/// <summary>Prompt files in which every kind of row occurs.</summary>
internal static class PromptFiles
{
    /// <summary>A file of so many rows: mostly plain ones, some groups, some that fail, are moderated, or are invalid.</summary>
    public static string Write(string name, int rows, Random dice)
    {
        StringBuilder text = new("prompt,sequential_image_generation,max_images,shelf\n");
        for (int row = 1; row <= rows; row++)
        {
            string prompt = string.Create(CultureInfo.InvariantCulture, $"{name} #{row} a lighthouse, seen from the sea");
            string line = dice.Next(200) switch
            {
                < 8 => $"\"{prompt}, 3 images\",auto,3",
                < 10 => $"\"{prompt} [[sim:fail]]\",,",
                < 11 => $"\"{prompt} [[sim:output-moderated]]\",,",
                < 12 => $"\"{prompt} [[sim:moderated]]\",,",
                < 13 => $"\"{prompt}\",auto,99",
                _ => $"\"{prompt}\",,",
            };
            text.Append(CultureInfo.InvariantCulture, $"{line},{row % 7}\n");
        }

        return text.ToString();
    }
}
