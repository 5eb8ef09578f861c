package io.twinhead.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Different words, numbered from 0 in the order of their first use; found without a new string. */
final class Vocabulary {
  private static final int FREE = -1;

  private final List<String> words = new ArrayList<>();
  private int[] slots = empty(64);

  int size() {
    return words.size();
  }

  List<String> words() {
    return Collections.unmodifiableList(words);
  }

  /** The number of a word, which is {@link #size()} beforehand if it is new. */
  int number(char[] text, int from, int to) {
    int slot = slot(text, from, to);
    if (slots[slot] != FREE) {
      return slots[slot];
    }
    int number = words.size();
    slots[slot] = number;
    words.add(new String(text, from, to - from));
    if (2 * words.size() > slots.length) {
      grow();
    }
    return number;
  }

  /** The number of a word, or -1 if there is no such word. */
  int find(char[] text, int from, int to) {
    return slots[slot(text, from, to)];
  }

  /** Where the number of a word is, or would be. */
  private int slot(char[] text, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + text[i]; // as String.hashCode
    }
    int slot = spread(hash);
    while (slots[slot] != FREE && !isSame(words.get(slots[slot]), text, from, to)) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private void grow() {
    slots = empty(2 * slots.length);
    for (int number = 0; number < words.size(); number++) {
      int slot = spread(words.get(number).hashCode());
      while (slots[slot] != FREE) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = number;
    }
  }

  private int spread(int hash) {
    return (hash * 0x9E3779B9) >>> (Integer.numberOfLeadingZeros(slots.length) + 1);
  }

  private static boolean isSame(String word, char[] text, int from, int to) {
    if (word.length() != to - from) {
      return false;
    }
    int i = 0;
    while (i < word.length() && word.charAt(i) == text[from + i]) {
      i++;
    }
    return i == word.length();
  }

  private static int[] empty(int size) {
    int[] slots = new int[size];
    Arrays.fill(slots, FREE);
    return slots;
  }
}
